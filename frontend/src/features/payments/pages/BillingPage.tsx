/** Everything an organisation owes, has paid and gets back; for the operator, everybody's. */
import '../payments.css'
import { Button, Select } from 'antd'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { yuanText } from '../../../lib/fen'
import { useMay, useMe } from '../../../lib/permissions'
import { useListState } from '../../../lib/useListState'
import Listing from '../../../ui/Listing'
import Money from '../../../ui/Money'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import ExportButton from '../../../ui/ExportButton'
import SearchField from '../../../ui/SearchField'
import SkeletonRows from '../../../ui/SkeletonRows'
import StatusTag from '../../../ui/StatusTag'
import Views from '../../../ui/Views'
import BillingTabs from '../components/BillingTabs'
import DueDate from '../components/DueDate'
import Figures from '../components/Figures'
import { isDue, PURPOSES, VIEWS } from '../model'
import { type Charge, type ChargeQuery, exportCharges, useCharges, useTotals } from '../queries'

const DEFAULTS = { view: 'due', q: '', purpose: '', side: '', cursor: '' }

export default function BillingPage() {
  const { t } = useTranslation()
  const me = useMe()
  const { state, set } = useListState(DEFAULTS)
  const view = state.view ?? 'due'
  const chosen = {
    view: view === 'all' ? undefined : view, purpose: state.purpose || undefined, side: state.side || undefined, q: state.q || undefined,
  } as ChargeQuery
  const totals = useTotals()
  const mayRaise = useMay('raise_charges') && me.organisation.kind === 'operator'
  const mayBePaid = useMay('manage_payout_account')
  const asked = useCharges({ ...chosen, cursor: state.cursor || undefined, limit: 20 })
  const settled = useCallback((q: string) => set({ q }), [set])
  const narrowed = Boolean(state.q || state.purpose || state.side)
  const clear = () => set({ q: null, purpose: null, side: null })
  const counts = totals.data
  const mine = (charge: Charge) => charge.payer_id === me.organisation.id
  const other = (charge: Charge) => (
    mine(charge) ? t('pay.list.to', { name: charge.payee_name })
      : charge.payee_id === me.organisation.id ? t('pay.list.from', { name: charge.payer_name })
        : t('pay.list.between', { payer: charge.payer_name, payee: charge.payee_name })
  )
  const open = (charge: Charge) => (
    <Link to={`/pay/${charge.id}`} aria-label={t('pay.list.openOf', { reference: charge.reference })}>
      {mine(charge) && isDue(charge) ? t('pay.list.pay') : t('pay.list.open')}
    </Link>
  )
  const all = () => set({ view: 'all', q: null, purpose: null, side: null })
  return (
    <>
      <PageHeader title={t('pay.list.title')} sub={t(me.organisation.kind === 'operator' ? 'pay.list.subAll' : 'pay.list.sub')}
        extra={<>
          {mayBePaid && <Link to="/account/payout-account">{t('pay.payout.title')}</Link>}
          <ExportButton fileName={t('pay.list.file')} ask={() => exportCharges(chosen)}
            long={{ list: 'charges', format: 'xlsx', filters: chosen }} />
          {mayRaise && <Link to="/o/money/charges/new"><Button type="primary" tabIndex={-1}>{t('pay.list.raise')}</Button></Link>}
        </>} />
      <BillingTabs value="bills" />
      {counts ? <Figures totals={counts} /> : totals.isPending && <SkeletonRows rows={2} />}
      <Panel flush header={
        <div className="pay-head">
          <Views label={t('pay.list.views')} value={view} onChange={(next) => set({ view: next === 'due' ? null : next })}
            items={VIEWS.map((key) => ({ key, label: t(`pay.view.${key}`), count: key === 'all' ? counts?.every : counts?.[key] }))} />
          <div className="zr-filters">
            <SearchField label={t('pay.list.search')} value={state.q ?? ''} onSettled={settled} />
            <Select allowClear value={state.purpose || undefined} onChange={(next?: string) => set({ purpose: next ?? null })}
              placeholder={t('pay.list.purpose')} aria-label={t('pay.list.purpose')} style={{ minWidth: 140 }}
              options={PURPOSES.map((value) => ({ value, label: t(`pay.purpose.${value}`) }))} />
            <Select allowClear value={state.side || undefined} onChange={(next?: string) => set({ side: next ?? null })}
              placeholder={t('pay.list.side')} aria-label={t('pay.list.side')} style={{ minWidth: 120 }}
              options={(['payer', 'payee'] as const).map((value) => ({ value, label: t(`pay.side.${value}`) }))} />
          </div>
        </div>
      }>
        <Listing<Charge>
          asked={asked}
          keyOf={(charge) => charge.id}
          narrowAt={1000}
          clear={narrowed ? clear : undefined}
          empty={{
            title: t(`pay.empty.${view}.title`), text: t(`pay.empty.${view}.text`),
            action: view !== 'all' && counts && counts.every > 0 ? <Button onClick={all}>{t('pay.list.showAll')}</Button> : <Link to="/">{t('common.home')}</Link>,
          }}
          columns={[
            { title: t('pay.list.due'), key: 'due', width: 184, render: (_, charge) => <DueDate charge={charge} /> },
            { title: t('pay.list.what'), key: 'what', render: (_, charge) => <><Link to={`/pay/${charge.id}`}>{charge.about}</Link><div className="zr-sub num">{charge.reference}</div></> },
            { title: t('pay.list.purpose'), key: 'purpose', width: 120, render: (_, charge) => t(`pay.purpose.${charge.purpose}`) },
            { title: t('pay.list.other'), key: 'other', width: 220, render: (_, charge) => other(charge) },
            { title: t('pay.list.amount'), key: 'amount', width: 116, align: 'right', render: (_, charge) => <span className="num">{yuanText(charge.amount_fen)}</span> },
            { title: t('pay.list.outstanding'), key: 'outstanding', width: 116, align: 'right', render: (_, charge) => <span className="num">{isDue(charge) ? yuanText(charge.outstanding_fen) : '—'}</span> },
            { title: t('pay.list.state'), key: 'state', width: 120, render: (_, charge) => <StatusTag subject="charge" state={charge.state} /> },
            { title: t('pay.list.action'), key: 'open', width: 80, render: (_, charge) => open(charge) },
          ]}
          card={(charge) => (
            <>
              <span className="pay-line"><Link to={`/pay/${charge.id}`}><strong>{charge.about}</strong></Link><StatusTag subject="charge" state={charge.state} /></span>
              <span className="pay-line"><Money fen={charge.amount_fen} exact /><DueDate charge={charge} /></span>
              <span className="pay-line zr-sub"><span>{other(charge)}</span>{open(charge)}</span>
            </>
          )}
        />
      </Panel>
    </>
  )
}
