/** Before quotes are compared: the broker's notice and the note of needs, each shown, kept and confirmed. */
import { Button, Checkbox, Input } from 'antd'
import { useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import FormProblem from '../../../ui/FormProblem'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import { type Needs, NeedsText, type Notice, NoticeText } from '../../../ui/cover/BrokerText'
import { type BrokerPage, confirmBrokerPage, showBrokerPage } from '../queries'

type Kind = BrokerPage['kind']
export default function BrokerGate({ proposal, missing, done }: { proposal: string; missing: readonly Kind[]; done: () => void }) {
  const { t } = useTranslation()
  // Both may be on their way at once.
  const confirmed = useRef(new Set<Kind>())
  const ready = (kind: Kind) => {
    confirmed.current.add(kind)
    if (missing.every((each) => confirmed.current.has(each))) done()
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
  const [page, setPage] = useState<BrokerPage | null>(null)
  const [error, setError] = useState<unknown>(null)
  useEffect(() => { showBrokerPage(proposal, { kind: 'notice' }).then(setPage, setError) }, [proposal])
  const content = page?.content as Notice | undefined
  return (
    <Panel title={t('policies.broker.notice')}>
      <FormProblem error={error} />
      {!page && error === null && <SkeletonRows rows={5} />}
      {page && content && <div className="pol-stack">
        <NoticeText of={content} />
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
          <NeedsText of={content} />
          <Confirm proposal={proposal} page={page} ready={ready} words={t('policies.broker.needs_right')} />
        </>}
      </div>
    </Panel>
  )
}
