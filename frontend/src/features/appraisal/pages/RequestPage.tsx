/** One order: what is asked, the quotes beside each other, the report with its checks, and the next step. */
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { formatDate, formatDateTime } from '../../../lib/dates'
import { useMe } from '../../../lib/permissions'
import ErrorState from '../../../ui/ErrorState'
import Mark from '../../../ui/Mark'
import Money from '../../../ui/Money'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import ReportChecks, { Conflicts } from '../../../ui/ReportChecks'
import SkeletonRows from '../../../ui/SkeletonRows'
import StaleDecision from '../../../ui/StaleDecision'
import StatusTag from '../../../ui/StatusTag'
import ViewLink from '../../../ui/ViewLink'
import QuoteForm from '../components/QuoteForm'
import ReportForm from '../components/ReportForm'
import SharePapers from '../components/SharePapers'
import Steps from '../components/Steps'
import { type Order, type Report, useLiveChecks, useOrder, useReportChecks, useStep } from '../queries'

export default function RequestPage() {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  const found = useOrder(id)
  const { kind } = useMe().organisation
  const firm = kind === 'firm'
  if (found.isPending) return <SkeletonRows rows={8} />
  if (found.isLoadingError) return <ErrorState error={found.error} retry={() => void found.refetch()} />
  const order = found.data
  const quotes = order.quotes.filter((each) => kind !== 'appraiser' || each.fee_fen !== null)
  const may = (action: Order['allowed_actions'][number]) => order.allowed_actions.includes(action)
  return (
    <>
      <PageHeader title={order.number} mark={<StatusTag subject="valuation_request" state={order.state} />} sub={firm ? undefined : order.firm_name}
        crumbs={[{ to: kind === 'appraiser' ? '/a' : firm ? '/e/appraisals' : '/b/appraisals', label: t(kind === 'appraiser' ? 'appraisal.work' : 'appraisal.orders') }, { label: order.number }]} />
      <Panel extra={<Steps order={order} />} title={t('appraisal.asked')}>
        {firm && order.asked_by_lender && <p>{t(order.client_id === order.firm_id ? 'appraisal.youPay' : 'appraisal.orderedBy', { bank: order.lender_name })}</p>}
        <Facts order={order} home={kind === 'bank' ? '/b/queue' : firm ? '/e/loans' : null} />
      </Panel>
      {quotes.length > 0 && <Quotes order={order} quotes={quotes} title={t(kind === 'appraiser' ? 'appraisal.ownQuote' : 'appraisal.quotes')} />}
      {may('documents') && <SharePapers order={order} />}
      {may('quote') && <Panel title={t(quotes.length > 0 ? 'appraisal.requote' : 'appraisal.ownQuote')}><QuoteForm order={order.id} /></Panel>}
      {may('report') && order.reports.some((each) => each.state === 'returned') && <Reports reports={order.reports.filter((each) => each.state === 'returned')} />}
      {may('report') && <Panel title={t('appraisal.form.title')}><ReportForm order={order} /></Panel>}
      {!may('report') && order.reports.length > 0 && <Reports reports={order.reports} />}
      {kind === 'appraiser' && !may('report') && order.valuation_id === null && <Standing order={order} />}
      {order.valuation_id && <Checks id={order.valuation_id} />}
    </>
  )
}

function Facts({ order, home }: { order: Order; home: string | null }) {
  const { t } = useTranslation()
  return (
    <dl className="ap-facts">
      <dt>{t('appraisal.rights')}</dt>
      <dd>{order.rights.map((each) => <div key={each.right_id}>{each.title} <span className="zr-sub">{each.label}</span></div>)}</dd>
      <dt>{t('appraisal.purposeName')}</dt><dd>{t(`appraisal.purpose.${order.purpose}`)}</dd>
      {home === '/b/queue' && <><dt>{t('appraisal.ofFirm')}</dt><dd>{order.firm_name}</dd></>}
      {order.asked_by_lender && <><dt>{t('appraisal.client')}</dt><dd>{order.client_name}</dd></>}
      {home && order.application_id && <><dt>{t('appraisal.theCase')}</dt><dd><Link to={home === '/b/queue' ? `${home}/${order.application_id}?tab=valuation` : `${home}/${order.application_id}`}>{t('appraisal.toCase')}</Link></dd></>}
      <dt>{t('appraisal.base')}</dt><dd>{formatDate(order.base_date)}</dd>
      <dt>{t('appraisal.quotesUntil')}</dt><dd>{formatDate(order.quotes_due_on)}</dd>
      {order.due_on && <><dt>{t('appraisal.due')}</dt><dd>{formatDate(order.due_on)}</dd></>}
      {order.note && <><dt>{t('appraisal.note')}</dt><dd>{order.note}</dd></>}
      {order.charge_id && <><dt>{t('appraisal.charge')}</dt><dd><Link to={`/pay/${order.charge_id}`}>{t('appraisal.toCharge')}</Link></dd></>}
      {order.valuation_number && <><dt>{t('appraisal.valuation')}</dt><dd>{order.valuation_number}</dd></>}
    </dl>
  )
}

function Quotes({ order, quotes, title }: { order: Order; quotes: Order['quotes']; title: string }) {
  const { t } = useTranslation()
  const step = useStep(order.id)
  return (
    <Panel title={title}>
      <ul className="ap-quotes">
        {quotes.map((each) => (
          <li key={each.id}>
            <strong>{each.appraiser_name}</strong>
            <span><StatusTag subject="appraisal_quote" state={each.state} /></span>
            {each.fee_fen !== null && (
              <dl className="ap-facts">
                <dt>{t('appraisal.feeName')}</dt><dd><Money fen={each.fee_fen} exact /></dd>
                <dt>{t('appraisal.days')}</dt><dd>{each.days}</dd>
                <dt>{t('appraisal.approaches')}</dt><dd>{each.approaches.map((one) => t(`appraisal.approach.${one}`)).join(t('common.sep'))}</dd>
                <dt>{t('appraisal.validUntil')}</dt><dd>{each.valid_until ? formatDate(each.valid_until) : '—'}</dd>
                <dt>{t('appraisal.related')}</dt><dd>{t(each.related ? 'appraisal.relatedYes' : 'appraisal.relatedNo')}</dd>
              </dl>
            )}
            {each.note && <span className="zr-sub">{each.note}</span>}
            {each.conflicts.length > 0 && <Conflicts title={t('appraisal.conflicts.title')} conflicts={each.conflicts} />}
            {order.allowed_actions.includes('acceptance') && each.state === 'quoted' && (
              <Button type="primary" loading={step.isPending} aria-label={t('appraisal.acceptOf', { name: each.appraiser_name })}
                onClick={() => step.mutate({ action: 'acceptance', body: { quote_id: each.id, seen: seenOf(each) } })}>{t('appraisal.accept')}</Button>
            )}
          </li>
        ))}
      </ul>
      <StaleDecision error={step.error} onTake={step.reset} name={(field) => (field === 'days' ? t('appraisal.days') : undefined)}
        word={(field, value) => (field === 'approaches' ? (value as string[]).map((one) => t(`appraisal.approach.${one}`)).join(t('common.sep')) : undefined)} />
    </Panel>
  )
}

/** The quote as it is on the screen: another one by now is not accepted unread. */
const seenOf = ({ fee_fen, days, valid_until, approaches, related }: Order['quotes'][number]) =>
  fee_fen === null || days === null || valid_until === null || related === null ? null : { fee_fen, days, valid_until, approaches, related }

function Reports({ reports }: { reports: Order['reports'] }) {
  const { t } = useTranslation()
  return (
    <Panel title={t('appraisal.report')}>
      <ul className="ap-quotes">
        {reports.map((each) => {
          const whole = each.content.whole as { low_fen: number; central_fen: number; high_fen: number }
          const methods = each.content.methods as { method: string }[]
          return (
            <li key={each.version}>
              <strong>{String(each.content.report_no)}</strong>
              <span><Mark tone={each.state === 'returned' ? 'warning' : each.state === 'confirmed' ? 'success' : 'pending'}>{t(`appraisal.reportState.${each.state}`)}</Mark></span>
              <span className="num"><Money fen={whole.low_fen} /> – <Money fen={whole.high_fen} /> ({t('appraisal.form.central')} <Money fen={whole.central_fen} />)</span>
              <span>{methods.map((one) => t(`appraisal.about.${one.method}`)).join(t('common.sep'))} · {t('appraisal.base')} {formatDate(String(each.content.base_date))} · {String(each.content.agency)}</span>
              <span>{t('appraisal.signedBy', { first: each.prepared_by, second: each.signed_by ?? '—' })}</span>
              {each.delivered_at && <span className="zr-sub">{formatDateTime(each.delivered_at)}</span>}
              {each.return_reason && <span className="zr-sub">{each.return_reason}</span>}
              {each.file_id && <ViewLink id={each.file_id} name={each.file_name ?? ''} />}
            </li>
          )
        })}
      </ul>
    </Panel>
  )
}

/** The checks on the newest report as it stands, for whoever is to sign it. */
function Standing({ order }: { order: Order }) {
  const { t } = useTranslation()
  const report = order.reports.find((each) => each.state === 'draft' || each.state === 'signed')
  const live = useLiveChecks(order.id, (report?.content ?? null) as Report | null)
  if (!report || !live.data) return null
  return <Panel title={t('appraisal.checks.title')}><ReportChecks checks={live.data.checks} /></Panel>
}

function Checks({ id }: { id: string }) {
  const { t } = useTranslation()
  const found = useReportChecks(id)
  if (!found.data) return null
  return (
    <Panel title={t('appraisal.checks.title')} sub={t('appraisal.rules', { n: found.data.rule_set_version })}>
      <ReportChecks checks={found.data.checks} conflicts={found.data.conflicts} />
    </Panel>
  )
}
