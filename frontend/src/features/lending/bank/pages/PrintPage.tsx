/** `/b/queue/:id/print`: a case on paper, part by part; what the bank noted for itself is not in it. */
import { PrinterOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { formatDateTime as moment, today } from '../../../../lib/dates'
import { useMoney } from '../../../../lib/useMoney'
import ErrorState from '../../../../ui/ErrorState'
import ExportButton from '../../../../ui/ExportButton'
import PageHeader from '../../../../ui/PageHeader'
import { PreflightGrid } from '../../../../ui/PreflightGrid'
import SkeletonRows from '../../../../ui/SkeletonRows'
import StatusTag from '../../../../ui/StatusTag'
import Sheet from '../../../../ui/worth/Sheet'
import '../bank.css'
import { Checklist } from '../components/Checklist'
import { Decisions } from '../components/Decisions'
import { Documents } from '../components/Documents'
import { FirmTab, HistoryList } from '../components/OtherTabs'
import { Card } from '../components/Parts'
import { RightsTab } from '../components/RightsTab'
import { Check, PerRight, Ratio, Report } from '../components/ValuationTab'
import { type Dossier, groundsOf, valuationOf } from '../model'
import { exportCase, useDossier } from '../queries'

export default function PrintPage() {
  const { id = '' } = useParams()
  const dossier = useDossier(id)
  if (dossier.isPending) return <SkeletonRows rows={12} />
  if (dossier.isLoadingError) return <ErrorState error={dossier.error} retry={() => void dossier.refetch()} />
  return <Paper dossier={dossier.data} at={new Date(dossier.dataUpdatedAt).toISOString()} />
}

function Paper({ dossier: read, at }: { dossier: Dossier; at: string }) {
  const { t } = useTranslation()
  const money = useMoney()
  const { application } = read
  // On paper nothing is done: no part offers an act.
  const dossier = { ...read, application: { ...application, allowed_actions: [] } }
  const value = valuationOf(dossier)
  const labels = Object.fromEntries(dossier.rights.map((right) => [right.id, right.label]))
  const ranges = value === null ? [] : [{
    key: value.id, method: t(`bank.method.${value.method}`), baseDate: value.base_date, valuer: value.valuer, low: value.low_fen, high: value.high_fen,
  }]
  return (
    <Sheet name={value?.number ?? ''} ranges={ranges}>
      <div className="zb-paper">
        <PageHeader title={t('bank.paper.title', { firm: application.applicant.name })}
          mark={<StatusTag subject="loan_application" state={application.state} />}
          sub={[application.number, t('bank.case.meta', {
            product: application.product.name, amount: money(application.amount_fen), months: application.term_months, n: dossier.rights.length,
          }), t('bank.paper.as_of', { at: moment(at) })].join(' · ')}
          crumbs={[{ label: t('bank.case.breadcrumb'), to: '/b/queue' }, { label: application.number, to: `/b/queue/${application.id}` }, { label: t('bank.paper.crumb') }]}
          extra={
            <>
              <ExportButton fileName={`${application.number}.xlsx`} ask={() => exportCase(application.id)} label={t('bank.paper.save')} />
              <Button type="primary" icon={<PrinterOutlined aria-hidden />} onClick={() => window.print()}>{t('bank.paper.print')}</Button>
            </>
          } />
        <Card title={t('bank.paper.parties')} id="paper-parties" sub={`${application.applicant.name} · ${application.lender.name}`}><FirmTab dossier={dossier} /></Card>
        <Card title={t('bank.case.tab.rights')} id="paper-rights"><RightsTab dossier={dossier} /></Card>
        <Card title={t('preflight.title')} id="paper-grounds"><PreflightGrid grounds={groundsOf(dossier)} labels={labels} /></Card>
        <section className="zb-card"><Checklist dossier={dossier} onRemedy={() => undefined} /></section>
        <section className="zb-card"><Documents dossier={dossier} /></section>
        <Card title={t('bank.valuation.title')} id="paper-value">
          {value === null ? <p>{t('bank.valuation.none_title')}</p> : (
            <>
              <Report value={value} today={today()} checked={dossier.valuation.check !== null} lender={application.lender.name}
                trust={application.documents.find((each) => each.id === value.report_file_id)?.trust} />
              <PerRight value={value} dossier={dossier} />
              <Ratio dossier={dossier} />
              <Check dossier={dossier} />
            </>
          )}
        </Card>
        <Card title={t('bank.paper.decisions')} id="paper-decisions"><Decisions dossier={dossier} /></Card>
        <Card title={t('bank.history.title')} id="paper-history"><HistoryList history={dossier.history.filter((event) => event.name !== 'lending.note_written')} /></Card>
        <p className="zb-card-sub">{t('bank.paper.foot')}</p>
      </div>
    </Sheet>
  )
}
