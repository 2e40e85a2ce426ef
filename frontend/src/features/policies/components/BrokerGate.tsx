/** Before quotes are compared: the broker's notice and the note of needs, each shown, kept and confirmed. */
import { Button, Checkbox, Input } from 'antd'
import { useEffect, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDate } from '../../../lib/dates'
import { formatBp } from '../../../lib/fen'
import FormProblem from '../../../ui/FormProblem'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import { type BrokerPage, confirmBrokerPage, showBrokerPage } from '../queries'

type Kind = BrokerPage['kind']
interface Notice {
  broker: string | null
  licence: string | null
  paragraphs: { zh: string; en: string }[]
  insurers: { insurer: string; product: string; filing: string; rate_bp: number | null; commission_filing: string | null }[]
}
interface Needs {
  line: string
  answers: number
  inception_on: string | null
  expires_on: string | null
  parts: { code: string; territories?: string[] }[]
  said: string
}

export default function BrokerGate({ proposal, missing, done }: { proposal: string; missing: readonly Kind[]; done: () => void }) {
  const { t } = useTranslation()
  const [confirmed, setConfirmed] = useState<ReadonlySet<Kind>>(new Set())
  const ready = (kind: Kind) => {
    const next = new Set([...confirmed, kind])
    setConfirmed(next)
    if (missing.every((each) => next.has(each))) done()
  }
  return (
    <div className="pol-stack">
      <p>{t('policies.broker.text')}</p>
      {missing.includes('notice') && <NoticePage proposal={proposal} ready={() => ready('notice')} />}
      {missing.includes('needs') && <NeedsPage proposal={proposal} ready={() => ready('needs')} />}
    </div>
  )
}

function Confirm({ proposal, page, ready, words }: { proposal: string; page: BrokerPage; ready: () => void; words: string }) {
  const { t } = useTranslation()
  const [error, setError] = useState<unknown>(null)
  const [ticked, setTicked] = useState(false)
  const confirm = () => confirmBrokerPage(proposal, page.id).then(() => { setTicked(true); ready() }, setError)
  return (
    <>
      <Checkbox checked={ticked} disabled={ticked} onChange={() => void confirm()}>{words}</Checkbox>
      <div className="zr-sub pol-hash">{t('policies.broker.kept', { hash: page.sha256 })}</div>
      <FormProblem error={error} />
    </>
  )
}

function NoticePage({ proposal, ready }: { proposal: string; ready: () => void }) {
  const { t } = useTranslation()
  const say = t('common.lang') === 'en' ? 'en' : 'zh'
  const [page, setPage] = useState<BrokerPage | null>(null)
  const [error, setError] = useState<unknown>(null)
  useEffect(() => { showBrokerPage(proposal, { kind: 'notice' }).then(setPage, setError) }, [proposal])
  const content = page?.content as Notice | undefined
  return (
    <Panel title={t('policies.broker.notice')}>
      <FormProblem error={error} />
      {!page && error === null && <SkeletonRows rows={5} />}
      {page && content && <div className="pol-stack">
        <p><strong>{content.broker}</strong> · {t('policies.broker.licence', { number: content.licence ?? '—' })}</p>
        <ol>{content.paragraphs.map((each) => <li key={each.zh}>{each[say]}</li>)}</ol>
        <table className="pol-grid">
          <thead><tr><th scope="col">{t('policies.fact.insurer')}</th><th scope="col">{t('policies.fact.product')}</th><th scope="col">{t('policies.broker.commission')}</th></tr></thead>
          <tbody>{content.insurers.map((each) => (
            <tr key={each.insurer + each.product}>
              <th scope="row">{each.insurer}</th>
              <td>{each.product}<div className="zr-sub">{each.filing}</div></td>
              <td>{each.rate_bp === null ? t('policies.broker.not_filed') : <>{formatBp(each.rate_bp)}<div className="zr-sub">{t('policies.broker.as_filed', { number: each.commission_filing })}</div></>}</td>
            </tr>
          ))}</tbody>
        </table>
        <Confirm proposal={proposal} page={page} ready={ready} words={t('policies.broker.notice_read')} />
      </div>}
    </Panel>
  )
}

function NeedsPage({ proposal, ready }: { proposal: string; ready: () => void }) {
  const { t } = useTranslation()
  const id = useId()
  const [said, setSaid] = useState('')
  const [page, setPage] = useState<BrokerPage | null>(null)
  const [error, setError] = useState<unknown>(null)
  const show = () => showBrokerPage(proposal, { kind: 'needs', said }).then((shown) => { setPage(shown); setError(null) }, setError)
  const content = page?.content as Needs | undefined
  return (
    <Panel title={t('policies.broker.needs')}>
      <div className="pol-stack">
        {!content && <>
          <div className="zr-field">
            <label htmlFor={id}>{t('policies.broker.said')}</label>
            <Input.TextArea id={id} value={said} maxLength={2000} autoSize={{ minRows: 3, maxRows: 8 }} onChange={(event) => setSaid(event.target.value)} />
          </div>
          <div><Button disabled={said.trim() === ''} onClick={() => void show()}>{t('policies.broker.write')}</Button></div>
        </>}
        <FormProblem error={error} />
        {page && content && <>
          <dl className="zr-facts">
            <div><dt>{t('policies.broker.cover')}</dt><dd>{t(`insurance.line.${content.line}`)}</dd></div>
            <div><dt>{t('policies.fact.term')}</dt><dd>{formatDate(content.inception_on)} – {formatDate(content.expires_on)}</dd></div>
            <div><dt>{t('policies.broker.parts')}</dt><dd>{content.parts.map((each) => t(`insurance.part.${each.code}`, { defaultValue: each.code })).join(t('policies.join'))}</dd></div>
            <div><dt>{t('policies.broker.said')}</dt><dd>{content.said}</dd></div>
          </dl>
          <Confirm proposal={proposal} page={page} ready={ready} words={t('policies.broker.needs_right')} />
        </>}
      </div>
    </Panel>
  )
}
