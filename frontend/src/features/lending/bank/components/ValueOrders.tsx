/** What the bank itself has valued of a case: its orders with where they stand, and whether a small deal may do without. */
import { App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { formatDate } from '../../../../lib/dates'
import { useMoney } from '../../../../lib/useMoney'
import ErrorState from '../../../../ui/ErrorState'
import FormProblem from '../../../../ui/FormProblem'
import Mark from '../../../../ui/Mark'
import StatusTag from '../../../../ui/StatusTag'
import Negotiation from '../../negotiation/Negotiation'
import type { Dossier } from '../model'
import { useAct } from '../queries'
import { type CaseValuation, useCaseOrders } from '../valuing'
import { InternalDialog, OrderDialog } from './ValuingDialogs'

type Small = NonNullable<CaseValuation['small_deal']>
const TONES = { pass: 'success', warn: 'warning', refuse: 'danger' } as const

export default function ValueOrders({ dossier, restsOn }: { dossier: Dossier; restsOn: string | null }) {
  const { t } = useTranslation()
  const { modal } = App.useApp()
  const { id, allowed_actions } = dossier.application
  const [open, setOpen] = useState<'order' | 'internal' | null>(null)
  const orders = useCaseOrders(id)
  const act = useAct()
  const may = (action: string) => allowed_actions.includes(action)
  const running = orders.data?.some((each) => !['confirmed', 'withdrawn', 'expired'].includes(each.state)) ?? false
  const adopt = (valuation_id: string, number: string) =>
    modal.confirm({
      title: t('bank.valuing.adopt_ask', { number }), content: t('bank.valuing.adopt_text'), okText: t('bank.valuing.adopt'), cancelText: t('bank.action.close'),
      onOk: () => act.mutateAsync({ id, act: 'valuation-adoption', body: { valuation_id } }).catch(() => undefined),
    })
  return (
    <section className="zb-section">
      <h3>{t('bank.valuing.title')}</h3>
      {orders.isLoadingError && <ErrorState compact error={orders.error} retry={() => void orders.refetch()} />}
      {orders.data?.length === 0 && <p className="zb-card-sub">{t('bank.valuing.none')}</p>}
      {orders.data && orders.data.length > 0 && (
        <div className="zb-scroll" tabIndex={0} role="region" aria-label={t('bank.valuing.title')}>
          <table className="zb-table" style={{ minWidth: 560 }}>
            <thead><tr>{(['request', 'state', 'payer', 'quotes', 'result'] as const).map((each) => <th key={each} scope="col">{t(`bank.valuing.${each}`)}</th>)}</tr></thead>
            <tbody>
              {orders.data.map((each) => (
                <tr key={each.id}>
                  <td className="zb-nowrap"><Link to={`/b/appraisals/${each.id}`}>{each.number}</Link><span className="zb-small">{t('bank.valuing.base')} {formatDate(each.base_date)}</span></td>
                  <td><StatusTag subject="valuation_request" state={each.state} /></td>
                  <td>{each.client_name}</td>
                  <td>{each.quotes.filter((one) => one.fee_fen !== null).length} / {each.quotes.length}</td>
                  <td>
                    {each.valuation_number ?? '—'}
                    {each.valuation_id && each.valuation_id === restsOn && <span className="zb-small">{t('bank.valuing.in_use')}</span>}
                    {each.valuation_id && each.valuation_id !== restsOn && may('valuation-adoption') && (
                      <div><Button size="small" onClick={() => adopt(each.valuation_id ?? '', each.valuation_number ?? '')}>{t('bank.valuing.adopt')}</Button></div>
                    )}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <FormProblem error={act.error} />
      <div className="zb-actions no-print" style={{ justifyContent: 'flex-start', marginTop: 8 }}>
        {may('valuation-order') && !running && <Button onClick={() => setOpen('order')}>{t('bank.valuing.order')}</Button>}
        {may('internal-valuation') && <Button onClick={() => setOpen('internal')}>{t('bank.valuing.internal')}</Button>}
      </div>
      <h3 style={{ marginTop: 20 }}>{t('negotiation.title')}</h3>
      <Negotiation id={id} mayPropose={may('value-proposal')} />
      {open === 'order' && <OrderDialog id={id} onClose={() => setOpen(null)} />}
      {open === 'internal' && <InternalDialog id={id} onClose={() => setOpen(null)} />}
    </section>
  )
}

/** Of an internal or negotiated value: whether it serves a deal of this size, by which dated rule. */
export function SmallDeal({ found }: { found: Small }) {
  const { t } = useTranslation()
  const money = useMoney()
  const outcome = found.outcome as keyof typeof TONES
  return (
    <section className="zb-section">
      <h3>{t('bank.valuing.small.title')}</h3>
      <p>
        <Mark tone={TONES[outcome] ?? 'neutral'}>{t(`bank.valuing.small.${outcome}`, { amount: money(found.amount_fen), limit: money(found.up_to_fen) })}</Mark>
        <span className="zb-small">{t(found.own ? 'bank.valuing.small.by_own' : 'bank.valuing.small.by_platform', { n: found.rule_set_version, from: formatDate(found.valid_from) })}</span>
      </p>
    </section>
  )
}
