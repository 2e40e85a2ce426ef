import { useTranslation } from 'react-i18next'
import ErrorState from '../../../../ui/ErrorState'
import Panel from '../../../../ui/Panel'
import SkeletonRows from '../../../../ui/SkeletonRows'
import { formatDateTime } from '../../../../lib/dates'
import { formatBp, formatFen } from '../../../../lib/fen'
import { useHistory } from '../queries'

const P = 'lending_enterprise.loan'

/** Business events in words for all parties, newest first. */
export default function LoanTimeline({ id }: { id: string }) {
  const { t } = useTranslation()
  const history = useHistory(id)
  const events = [...(history.data ?? [])].sort((a, b) => b.seq - a.seq)
  const words = (name: string, payload: Record<string, unknown>) => {
    const shown: Record<string, unknown> = { ...payload }
    if (typeof payload.amount_fen === 'number') shown.amount = formatFen(payload.amount_fen, t)
    if (typeof payload.rate_bp === 'number') shown.rate = formatBp(payload.rate_bp)
    if (typeof payload.party === 'string')
      shown.party = t(`lending_enterprise.pledge.sign.${payload.party}`, {
        defaultValue: payload.party,
      })
    for (const key of ['reason', 'bank', 'due_on', 'sentence', 'answer_by', 'valid_until'])
      shown[key] ??= ''
    return t(`${P}.event.${name}`, { ...shown, defaultValue: t(`${P}.event.other`) })
  }
  return (
    <Panel title={t(`${P}.timeline.title`)} sub={t(`${P}.timeline.sub`)}>
      {history.isPending && <SkeletonRows rows={4} />}
      {history.isLoadingError && (
        <ErrorState compact error={history.error} retry={() => void history.refetch()} />
      )}
      {history.isSuccess && events.length === 0 && (
        <p className="muted">{t(`${P}.timeline.none`)}</p>
      )}
      <ol className="le-timeline">
        {events.map((event) => (
          <li key={event.seq}>
            <div>{words(event.name, event.payload)}</div>
            <div className="muted num">
              {formatDateTime(event.occurred_at)} · {event.organisation}
              {event.actor && ` · ${event.actor}`}
            </div>
          </li>
        ))}
      </ol>
    </Panel>
  )
}
