/** What was found of each document of the application: state, reason, page, by whom and when. */
import { CheckOutlined, CloseOutlined, EyeInvisibleOutlined, LinkOutlined, MinusOutlined } from '@ant-design/icons'
import { Button, Checkbox, Input, Radio } from 'antd'
import { useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDateTime as moment } from '../../../../lib/dates'
import { useKeptDraft } from '../../../../lib/useKeptDraft'
import ErrorState from '../../../../ui/ErrorState'
import FormProblem from '../../../../ui/FormProblem'
import SkeletonRows from '../../../../ui/SkeletonRows'
import ScanMarks from '../../../../ui/ScanMarks'
import TrustTag from '../../../../ui/TrustTag'
import TrustWhy from '../../../../ui/TrustWhy'
import { FINDINGS, type Finding, type Item, countOf, itemsOf, needsReason, useCheck, useChecks } from '../checks'
import { type Frozen, useFrozen } from '../../frozen'
import { type Application, type Dossier, isDisowned } from '../model'
import { Aside } from './Aside'
import { VersionBadge } from './VersionBadge'

type Document = Application['documents'][number]

const ICONS = { unseen: EyeInvisibleOutlined, conforms: CheckOutlined, differs: CloseOutlined, not_applicable: MinusOutlined }

export function FindingWord({ state }: { state: Finding }) {
  const { t } = useTranslation()
  const Icon = ICONS[state]
  return <span className="zb-state" data-finding={state}><Icon aria-hidden />{t(`bank.finding.${state}`)}</span>
}

export function DocumentChecks({ dossier, chosen, page, onChoose }: {
  dossier: Dossier
  chosen: string
  /** The page that is looked at. */
  page: number
  /** Show a document, at a page if one is given. */
  onChoose: (id: string, page: number | null) => void
}) {
  const { t } = useTranslation()
  const { id, documents } = dossier.application
  const checks = useChecks(id, documents.length)
  const frozen = useFrozen(id)
  if (checks.isPending) return <div className="zb-zone"><SkeletonRows rows={6} /></div>
  if (checks.isLoadingError) return <div className="zb-zone"><ErrorState compact error={checks.error} retry={() => void checks.refetch()} /></div>
  const items = itemsOf(documents, checks.data.items)
  const count = countOf(items)
  const may = checks.data.allowed_actions.includes('check')
  return (
    <section className="zb-zone zb-findings" aria-label={t('bank.documents.checks')}>
      <h2>{t('bank.documents.checks')}</h2>
      <p className="zb-card-sub" style={{ margin: 0 }}>{t('bank.finding.summary', count)}</p>
      <div className="zb-bar-meter" aria-hidden>
        {FINDINGS.filter((state) => state !== 'unseen').map((state) => (
          <span key={state} data-finding={state} style={{ width: `${(count[state] / count.n) * 100}%` }} />
        ))}
      </div>
      <ul className="zb-plain">
        {items.map((item) => (
          <li key={item.document.id} className="zb-finding" data-now={item.document.id === chosen}>
            <Row item={item} frozen={frozen.get(item.document.id)} now={item.document.id === chosen} onChoose={onChoose} />
            {item.document.id === chosen && <Aside dossier={dossier} document={item.document} />}
            {item.document.id === chosen && may && <Say key={item.check?.checked_at} purpose={id} item={item} page={page} />}
          </li>
        ))}
      </ul>
      {!may && <p className="zb-card-sub">{t('bank.finding.read_only')}</p>}
    </section>
  )
}

function Row({ item: { document, state, check }, frozen, now, onChoose }: {
  item: Item<Document>
  frozen: Frozen | undefined
  now: boolean
  onChoose: (id: string, page: number | null) => void
}) {
  const { t } = useTranslation()
  return (
    <div className="zb-check">
      <span>
        <button type="button" className="zb-plain-button" aria-current={now ? 'true' : undefined} onClick={() => onChoose(document.id, null)}>
          {document.name}
        </button>{' '}
        <TrustTag trust={document.trust} /> <VersionBadge frozen={frozen} /> <ScanMarks document={document} />
        {(now || isDisowned(document)) && <TrustWhy trust={document.trust} />}
        <span className="zb-small">{t(`bank.document.${document.kind}`, { defaultValue: document.kind })}</span>
        {check && state !== 'unseen' && check.page !== null && (
          <Button type="link" size="small" icon={<LinkOutlined aria-hidden />} style={{ padding: 0, height: 24 }} onClick={() => onChoose(document.id, check.page)}>
            {t('bank.finding.page', { n: check.page })}
          </Button>
        )}
        {check?.reason && <span className="zb-small">{check.reason}</span>}
        {document.set_aside && <span className="zb-small">{t('bank.aside.said', { reason: document.set_aside.reason, at: moment(document.set_aside.set_at) })}</span>}
        {check && (
          <span className="zb-small">
            {check.member_name} · {moment(check.checked_at)}{check.earlier > 0 && ` · ${t('bank.finding.earlier', { n: check.earlier })}`}
          </span>
        )}
      </span>
      <FindingWord state={state} />
    </div>
  )
}

/** State, reason and page of the document that is looked at. */
function Say({ purpose, item, page }: { purpose: string; item: Item<Document>; page: number }) {
  const { t } = useTranslation()
  const id = useId()
  const say = useCheck(purpose)
  const kept = useKeptDraft<{ state: Finding; reason: string }>(`finding.${purpose}.${item.document.id}`, { state: item.state, reason: item.check?.reason ?? '' })
  const typed = kept.value
  const { state, reason } = typed
  const now = useRef(typed)
  useEffect(() => { now.current = typed })
  const [withPage, setWithPage] = useState(true)
  const [tried, setTried] = useState(false)
  const asked = needsReason(state)
  const missing = asked && reason.trim() === ''
  const send = () => {
    setTried(true)
    if (missing) return
    say.mutate({
      id: item.document.id,
      body: { purpose_id: purpose, state, reason: asked ? reason : '', page: withPage && state !== 'unseen' ? page : null },
    }, {
      // What was typed while it was on its way is said by none yet.
      onTaken: () => { if (now.current === typed) kept.drop() },
    })
  }
  return (
    <form className="zb-say" onSubmit={(event) => { event.preventDefault(); send() }}>
      <Radio.Group value={state} onChange={(event) => kept.set({ ...typed, state: event.target.value as Finding })} aria-label={t('bank.finding.label', { name: item.document.name })}
        options={FINDINGS.map((each) => ({ value: each, label: t(`bank.finding.${each}`) }))} />
      {asked && (
        <>
          <label htmlFor={id}>{t('bank.finding.reason')}</label>
          <Input.TextArea id={id} rows={2} maxLength={500} value={reason} aria-invalid={tried && missing} status={tried && missing ? 'error' : undefined}
            onChange={(event) => kept.set({ ...typed, reason: event.target.value })} />
          {tried && missing && <div className="field-error" role="alert">{t('bank.finding.reason_missing')}</div>}
        </>
      )}
      {state !== 'unseen' && (
        <Checkbox checked={withPage} onChange={(event) => setWithPage(event.target.checked)}>{t('bank.finding.with_page', { n: page })}</Checkbox>
      )}
      <FormProblem error={say.error} />
      <Button size="small" htmlType="submit" type="primary" loading={say.isPending}>{t('bank.finding.save')}</Button>
    </form>
  )
}
