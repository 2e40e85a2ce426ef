/** Invoices asked for and to be issued; the seller gathers them for the tax platform and tells their numbers. */
import '../payments.css'
import { Button, Segmented } from 'antd'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { formatDate } from '../../../lib/dates'
import { yuanText } from '../../../lib/fen'
import { useMay } from '../../../lib/permissions'
import { saveFile } from '../../../lib/saveFile'
import { useListState } from '../../../lib/useListState'
import ExportButton from '../../../ui/ExportButton'
import FormProblem from '../../../ui/FormProblem'
import Listing from '../../../ui/Listing'
import Money from '../../../ui/Money'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import SearchField from '../../../ui/SearchField'
import StatusTag from '../../../ui/StatusTag'
import BillingTabs from '../components/BillingTabs'
import InvoiceActions from '../components/InvoiceActions'
import InvoiceTitle from '../components/InvoiceTitle'
import { batchFile, exportInvoices, type Invoice, type InvoiceQuery, useBatches, useInvoiceDesk, useInvoices } from '../invoices'

const DEFAULTS = { tab: 'invoices', view: '', q: '', cursor: '' }
const VIEWS = ['', 'waiting', 'issued', 'ended'] as const

function Gather() {
  const { t } = useTranslation()
  const { gather } = useInvoiceDesk()
  const batches = useBatches()
  // Whoever sells nothing has nothing to gather.
  const waiting = useInvoices({ side: 'seller', view: 'waiting', limit: 1 })
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const fetchFile = async (id: string) => saveFile(await batchFile(id), t('pay.batch.file'))
  const run = async (what: () => Promise<void>) => {
    setBusy(true)
    setError(null)
    try {
      await what()
    } catch (problem) {
      setError(problem)
    } finally {
      setBusy(false)
    }
  }
  if (!batches.data?.items.length && !waiting.data?.items.length) return null
  return (
    <Panel title={t('pay.batch.title')} sub={t('pay.batch.sub')}
      extra={<Button type="primary" loading={busy} onClick={() => void run(async () => fetchFile((await gather()).id))}>{t('pay.batch.run')}</Button>}>
      <FormProblem error={error} />
      <ul className="pay-stack">
        {batches.data?.items.map((each) => (
          <li key={each.id} className="pay-line">
            <span>{formatDate(each.created_at)} · {t('pay.batch.count', { n: each.invoices })} · <Money fen={each.total_fen} exact /></span>
            <Button size="small" onClick={() => void run(() => fetchFile(each.id))}>{t('pay.batch.again')}</Button>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

export default function InvoicesPage() {
  const { t } = useTranslation()
  const mayIssue = useMay('issue_invoices')
  const { state, set } = useListState(DEFAULTS)
  const chosen = { view: state.view || undefined, q: state.q || undefined } as InvoiceQuery
  const asked = useInvoices({ ...chosen, cursor: state.cursor || undefined, limit: 20 })
  const settled = useCallback((q: string) => set({ q }), [set])
  const amount = (each: Invoice) => (each.kind === 'credit_note' ? -each.total_fen : each.total_fen)
  return (
    <>
      <PageHeader title={t('pay.invoice.listTitle')} sub={t('pay.invoice.listSub')}
        extra={<ExportButton fileName={t('pay.invoice.file')} ask={() => exportInvoices(chosen)} long={{ list: 'invoices', format: 'xlsx', filters: chosen }} />} />
      <BillingTabs value="invoices" />
      <InvoiceTitle />
      {mayIssue && <Gather />}
      <Panel flush header={
        <div className="zr-filters">
          <Segmented value={state.view ?? ''} onChange={(next) => set({ view: next || null })} aria-label={t('pay.list.views')}
            options={VIEWS.map((value) => ({ value, label: t(`pay.invoice.view.${value || 'all'}`) }))} />
          <SearchField label={t('pay.invoice.search')} value={state.q ?? ''} onSettled={settled} />
        </div>
      }>
        <Listing<Invoice>
          asked={asked}
          keyOf={(each) => each.id}
          narrowAt={1000}
          clear={state.q || state.view ? () => set({ q: null, view: null }) : undefined}
          empty={{ title: t('pay.invoice.empty'), text: t('pay.invoice.emptyText'), action: <Link to="/account/billing?view=paid">{t('pay.tab.bills')}</Link> }}
          columns={[
            { title: t('pay.invoice.number'), key: 'number', render: (_, each) => <><Link to={`/pay/${each.charge_id}`}>{each.number ?? t('pay.invoice.noNumber')}</Link><div className="zr-sub num">{each.reference}{each.issued_on && ` · ${each.issued_on}`}</div></> },
            { title: t('pay.invoice.kindTitle'), key: 'kind', width: 160, render: (_, each) => <>{t(`pay.invoice.kind.${each.kind}`)}<div className="zr-sub">{t(`pay.invoice.forms.${each.form}`)}</div></> },
            { title: t('pay.invoice.parties'), key: 'parties', width: 260, render: (_, each) => <>{each.buyer_name}<div className="zr-sub">{each.seller_name}</div></> },
            { title: t('pay.invoice.taxFen'), key: 'tax', width: 110, align: 'right', render: (_, each) => <span className="num">{yuanText(each.tax_fen)}</span> },
            { title: t('pay.invoice.total'), key: 'total', width: 130, align: 'right', render: (_, each) => <span className="num">{yuanText(amount(each))}</span> },
            { title: t('pay.list.state'), key: 'state', width: 130, render: (_, each) => <StatusTag subject="invoice" state={each.state} /> },
            { title: t('pay.list.action'), key: 'act', width: 200, render: (_, each) => <InvoiceActions invoice={each} /> },
          ]}
          card={(each) => (
            <>
              <span className="pay-line"><Link to={`/pay/${each.charge_id}`}><strong>{each.number ?? each.reference}</strong></Link><StatusTag subject="invoice" state={each.state} /></span>
              <span className="pay-line"><span>{t(`pay.invoice.kind.${each.kind}`)}</span><Money fen={amount(each)} exact /></span>
              <span className="pay-line zr-sub"><span>{each.buyer_name}</span></span>
              <InvoiceActions invoice={each} />
            </>
          )}
        />
      </Panel>
    </>
  )
}
