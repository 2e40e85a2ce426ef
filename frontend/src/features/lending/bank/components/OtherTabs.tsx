/** The firm as it stated itself, the bank's other business with it, and what happened. */
import { Descriptions } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { formatDate, formatDateTime as moment } from '../../../../lib/dates'
import { creditCode } from '../../../../lib/patentNumber'
import { useMoney } from '../../../../lib/useMoney'
import EmptyState from '../../../../ui/EmptyState'
import StatusTag from '../../../../ui/StatusTag'
import ViewLink from '../../../../ui/ViewLink'
import { type Dossier, type Happened, firmOf } from '../model'
import { gradeOf } from '../verdicts'

export function FirmTab({ dossier }: { dossier: Dossier }) {
  const { t } = useTranslation()
  const money = useMoney()
  const firm = firmOf(dossier)
  const yes = (value: boolean) => t(value ? 'bank.firm.yes' : 'bank.firm.no')
  /** Applications made before it was asked have no year at all. */
  const graded = (grade: string | null | undefined, year: number | null | undefined, paper: string | null | undefined) => {
    if (!grade) return t('bank.firm.not_stated')
    return <>{gradeOf(t, grade, year)}{paper && <> <ViewLink id={paper} name={t('bank.firm.grade_paper')} /></>}</>
  }
  const stated = <T,>(value: T | null | undefined, shown: (value: T) => string) => (value === null || value === undefined ? t('bank.firm.not_stated') : shown(value))
  const tags = firm.tags.map((tag) => t(`bank.tag.${tag}`, { defaultValue: tag })).join(t('common.sep'))
  return (
    <div className="zb-card-body">
      <p className="zb-card-sub">{t('bank.case.frozen', { date: formatDate(dossier.application.submitted_at) })}</p>
      <Descriptions bordered size="small" column={{ xs: 1, sm: 1, md: 2 }} items={[
        { key: 'uscc', label: t('bank.firm.uscc'), children: firm.uscc === null ? '—' : creditCode(firm.uscc) },
        { key: 'street', label: t('bank.firm.address'), children: firm.street ?? '—' },
        { key: 'established', label: t('bank.firm.established'), children: firm.established_on },
        { key: 'headcount', label: t('bank.firm.headcount'), children: t('bank.firm.headcount_n', { n: firm.headcount }) },
        { key: 'revenue', label: t('bank.firm.revenue'), children: money(firm.revenue_fen) },
        { key: 'sector', label: t('bank.firm.sector'), children: t(`bank.sector.${firm.sector}`, { defaultValue: firm.sector }) },
        { key: 'tags', label: t('bank.firm.tags'), children: tags || t('bank.firm.none') },
        { key: 'first', label: t('bank.firm.first_time'), children: yes(firm.first_time_borrower) },
        { key: 'account', label: t('bank.firm.basic_account'), children: yes(firm.has_basic_account) },
        { key: 'credit', label: t('bank.firm.credit_report'), children: yes(firm.credit_report_consent) },
        { key: 'prior', label: t('bank.firm.prior_revenue'), children: stated(firm.prior_revenue_fen, money) },
        { key: 'tax', label: t('bank.firm.tax_grade'), children: graded(firm.tax_grade, firm.tax_grade_year, firm.tax_grade_document_id) },
        { key: 'rated', label: t('bank.firm.credit_grade'), children: graded(firm.credit_grade, firm.credit_grade_year, firm.credit_grade_document_id) },
        { key: 'use', label: t('bank.firm.use'), children: t(`bank.use.${dossier.application.use_of_funds}`) },
      ]} />
    </div>
  )
}

export function ExposureTab({ dossier }: { dossier: Dossier }) {
  const { t } = useTranslation()
  const money = useMoney()
  const { exposure } = dossier
  return (
    <div className="zb-card-body">
      <p className="zb-card-sub">{t('bank.exposure.note')}</p>
      {exposure.applications.length === 0 ? <EmptyState title={t('bank.exposure.none')} /> : (
        <table className="zb-table">
          <caption className="zb-card-sub" style={{ captionSide: 'top', textAlign: 'left' }}>{t('bank.exposure.title')}</caption>
          <tbody>
            {exposure.applications.map((each) => (
              <tr key={each.id}>
                <td><Link to={`/b/queue/${each.id}`}>{each.number}</Link></td>
                <td><StatusTag subject="loan_application" state={each.state} /></td>
                <td className="zb-num">{money(each.amount_fen)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <p>{t('bank.facts.exposure_sub', { committed: money(exposure.committed_fen), drawn: money(exposure.drawn_fen) })}</p>
    </div>
  )
}

export function HistoryList({ history }: { history: readonly Happened[] }) {
  const { t } = useTranslation()
  if (history.length === 0) return <EmptyState title={t('bank.history.none')} />
  return (
    <ol className="zb-events">
      {history.toReversed().map((event) => (
        <li key={event.seq}>
          <time dateTime={event.occurred_at}>{moment(event.occurred_at)}</time>
          <span>
            {event.actor ?? event.organisation} {t(`bank.history.event.${event.name.split('.')[1]}`, { defaultValue: t('bank.history.event.other') })}
            <Details event={event} />
          </span>
        </li>
      ))}
    </ol>
  )
}

/** What the event says besides its name: a reason, an amount, who it was given to. */
function Details({ event }: { event: Happened }) {
  const { t } = useTranslation()
  const money = useMoney()
  const said = event.payload as Record<string, unknown>
  const parts = [
    typeof said['amount_fen'] === 'number' ? money(said['amount_fen']) : '',
    typeof said['reason_code'] === 'string' ? t(`bank.reason.${said['reason_code']}`) : '',
    typeof said['sentence'] === 'string' ? said['sentence'] : '',
    typeof said['reason'] === 'string' ? said['reason'] : '',
    typeof said['assignee'] === 'string' ? said['assignee'] : '',
    Array.isArray(said['items']) ? said['items'].join(t('common.sep')) : '',
    event.name === 'lending.evidence_added' && typeof said['kind'] === 'string' ? t(`evidence.kind.${said['kind']}`) : '',
    event.name === 'lending.opinion_given' ? t(said['kind'] === 'grant' ? 'bank.decision.grant' : 'bank.decision.refusal') : '',
  ].filter((part) => part !== '')
  return parts.length === 0 ? null : <span className="zb-small">{parts.join(' · ')}</span>
}
