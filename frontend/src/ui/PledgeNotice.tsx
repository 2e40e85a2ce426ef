/** What stands in a pledge's way, for both parties: CNIPA's defect, warning or refusal, reopened terms, a withdrawal. */
import { useTranslation } from 'react-i18next'
import type { components } from '../api/schema'
import { today } from '../lib/dates'
import ViewLink from './ViewLink'

type Pledge = components['schemas']['PledgeOut']

interface Notice {
  kind: 'defect' | 'warned' | 'refuse' | 'time_over' | 'no_declaration' | 'reopened' | 'withdraw'
  on?: string
  /** The parties' last day. */
  by?: string | null
  text?: string | null
  grounds?: number[]
  document_id?: string | null
}

const ENDS = ['refuse', 'time_over', 'no_declaration', 'withdraw']

export function noticeOf(pledge: Pledge): Notice | null {
  const last = (name: string) => pledge.history.findLast((event) => event.name === `registry.${name}`)?.payload
  if (pledge.state === 'defect') return { kind: 'defect', by: pledge.filing?.cure_by, ...last('pledge_defect_noted') }
  if (pledge.state === 'warned' && pledge.warning) return { kind: 'warned', by: pledge.warning.answer_by, ...pledge.warning }
  const ended = pledge.ended as { how: string; on: string; reason?: string; grounds?: number[]; document_id?: string } | null
  if (ended !== null && ENDS.includes(ended.how)) return { ...ended, kind: ended.how as Notice['kind'], text: ended.reason }
  const reopened = last('pledge_reopened') as { reason?: string } | undefined
  return pledge.state === 'draft' && reopened ? { kind: 'reopened', text: reopened.reason } : null
}

export default function PledgeNotice({ pledge }: { pledge: Pledge }) {
  const { t } = useTranslation()
  const notice = noticeOf(pledge)
  if (notice === null) return null
  const { kind, by, text, grounds = [], document_id } = notice
  const late = by != null && by < today()
  return (
    <section className="zr-notice" data-tone={late || ENDS.includes(kind) ? 'bad' : 'warn'} aria-label={t('notice.label')}>
      <strong>{t(`notice.${kind}`, { date: notice.on })}</strong>
      {by && <p className={late ? 'late num' : 'num'}>{t(late ? 'notice.late' : 'notice.by', { date: by })}</p>}
      {text && <p className="zr-said">{text}</p>}
      {grounds.length > 0 && (
        <ul>{grounds.map((ground) => <li key={ground}>{t('notice.ground', { n: ground, what: t(`notice.met.${ground}`) })}</li>)}</ul>
      )}
      <p>{t(`notice.then.${late && kind === 'defect' ? 'defect_late' : kind}`)}</p>
      {document_id && <><a href={`/api/v1/documents/${document_id}/content`} download>{t('notice.scan')}</a> <ViewLink id={document_id} name={t('notice.scan')} /></>}
    </section>
  )
}
