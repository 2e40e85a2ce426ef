/** What was indicated, quoted, revised and referred, the newest first. */
import { useTranslation } from 'react-i18next'
import { formatDateTime } from '../../../lib/dates'
import Mark from '../../../ui/Mark'
import Money from '../../../ui/Money'
import Panel from '../../../ui/Panel'
import StatusTag from '../../../ui/StatusTag'
import Placement from './Placement'
import type { Detail } from './queries'

export default function Quotes({ found }: { found: Detail }) {
  const { t } = useTranslation()
  const referrals = [...(found.desk?.referrals ?? [])].reverse()
  if (found.quotes.length === 0 && referrals.length === 0) return null
  return (
    <Panel title={t('insurance.desk.quotes')}>
      {referrals.map((each) => (
        <div key={`r${each.n}`} className="zu-question">
          <p><Mark tone={each.decision === null ? 'pending' : each.decision === 'declined' ? 'danger' : 'success'}>{t(`insurance.desk.decision.${each.decision ?? 'waits'}`)} · {t(`insurance.desk.level.${each.authority}`)}</Mark></p>
          <p>{each.memo}</p>
          <p className="zr-sub">{each.referred_by} · {formatDateTime(each.referred_at)}</p>
          {each.decided_by && <p>{each.note} <span className="zr-sub">{each.decided_by} · {formatDateTime(each.decided_at)}</span></p>}
        </div>
      ))}
      {found.quotes.map((quote) => (
        <div key={quote.id} className="zu-question">
          <p><strong className="num">{quote.number}</strong> {t(`insurance.desk.kind.${quote.kind}`)} <StatusTag subject="quote" state={quote.state} /> {quote.automatic && <Mark tone="info">{t('insurance.desk.automatic')}</Mark>}</p>
          <dl className="zr-facts">
            {quote.options.map((option) => (
              <div key={option.n}><dt>{option.label}</dt><dd><Money fen={option.gross_fen} exact /></dd></div>
            ))}
          </dl>
          {quote.subjectivities.map((each, n) => <p key={n}>{String(each.text)}</p>)}
          {quote.kind === 'quote' && quote.state === 'open' && <Placement quote={quote.id} line={found.submission.line} />}
          <p className="zr-sub">{quote.quoted_by} · {formatDateTime(quote.quoted_at)} · {t('insurance.desk.valid_until', { at: formatDateTime(quote.valid_until) })}</p>
        </div>
      ))}
    </Panel>
  )
}
