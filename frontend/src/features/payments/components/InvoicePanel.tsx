/** The invoices of one charge: asked for here, and where each stands. */
import { Button, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import ErrorState from '../../../ui/ErrorState'
import FormProblem from '../../../ui/FormProblem'
import Money from '../../../ui/Money'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import StatusTag from '../../../ui/StatusTag'
import { type Invoice, useChargeInvoices, useInvoiceDesk } from '../invoices'
import type { Charge } from '../queries'
import InvoiceActions from './InvoiceActions'

const SPEAKS = ['invoicing.title_missing', 'invoicing.seller_untold', 'invoicing.no_rule']

export default function InvoicePanel({ charge, payer }: { charge: Charge; payer: boolean }) {
  const { t } = useTranslation()
  const asked = useChargeInvoices(charge.id)
  const { ask } = useInvoiceDesk()
  const [form, setForm] = useState<Invoice['form']>('ordinary')
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  if (asked.isPending) return <Panel title={t('pay.invoice.title')}><SkeletonRows rows={2} /></Panel>
  if (asked.isLoadingError) return <Panel title={t('pay.invoice.title')}><ErrorState compact error={asked.error} retry={() => void asked.refetch()} /></Panel>
  const { invoices, draft, refused } = asked.data
  const send = async () => {
    setBusy(true)
    setError(null)
    try {
      await ask(charge.id, form)
    } catch (problem) {
      setError(problem)
    } finally {
      setBusy(false)
    }
  }
  const says = payer && refused && SPEAKS.includes(refused)
  if (invoices.length === 0 && !draft && !says) return null
  return (
    <Panel title={t('pay.invoice.title')}>
      <div className="pay-stack">
        {invoices.map((each) => (
          <div key={each.id}>
            <span className="pay-line"><strong>{t(`pay.invoice.kind.${each.kind}`)}</strong><StatusTag subject="invoice" state={each.state} /></span>
            <span className="pay-line"><span className="num">{each.number ?? t('pay.invoice.noNumber')}</span><Money fen={each.total_fen} exact /></span>
            {each.reason && <div className="zr-sub">{each.reason}</div>}
            <InvoiceActions invoice={each} />
          </div>
        ))}
        {says && <p>{t(`problem.${refused.replace('.', '_')}`, { seller: charge.payee_name })} {refused === SPEAKS[0] && <Link to="/account/billing?tab=invoices">{t('pay.title.state')}</Link>}</p>}
        {payer && draft && !refused && (
          <>
            <dl className="zr-facts">
              <div><dt>{t('pay.invoice.item')}</dt><dd>{draft.item}</dd></div>
              <div><dt>{t('pay.invoice.buyer')}</dt><dd>{draft.buyer_name} · <span className="num">{draft.buyer_tax_number}</span></dd></div>
              <div><dt>{t('pay.invoice.seller')}</dt><dd>{draft.seller_name}</dd></div>
              <div><dt>{t('pay.invoice.parts', { rate: draft.rate_bp / 100 })}</dt><dd><Money fen={draft.amount_fen} exact /> + <Money fen={draft.tax_fen} exact /></dd></div>
              <div><dt>{t('pay.invoice.total')}</dt><dd><Money fen={draft.total_fen} exact /></dd></div>
            </dl>
            <p className="zr-sub">{t(draft.mirrored ? 'pay.invoice.mirrored' : 'pay.invoice.rounding')}</p>
            <Radio.Group aria-label={t('pay.invoice.form')} value={form} onChange={(event) => setForm(event.target.value as Invoice['form'])}
              options={(['ordinary', 'special'] as const).map((value) => ({ value, label: t(`pay.invoice.forms.${value}`) }))} />
            <FormProblem error={error} />
            <div className="pay-actions"><Button type="primary" loading={busy} onClick={() => void send()}>{t('pay.invoice.ask')}</Button></div>
          </>
        )}
      </div>
    </Panel>
  )
}
