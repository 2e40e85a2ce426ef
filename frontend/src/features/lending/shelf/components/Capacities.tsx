/** What a product takes in each period, and a form for the next one. */
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { today } from '../../../../lib/dates'
import { formatFen } from '../../../../lib/fen'
import EmptyState from '../../../../ui/EmptyState'
import ErrorState from '../../../../ui/ErrorState'
import FormProblem from '../../../../ui/FormProblem'
import ListExportButton from '../../../../ui/ListExportButton'
import Panel from '../../../../ui/Panel'
import SkeletonRows from '../../../../ui/SkeletonRows'
import { usePeriods, useShelfActs } from '../queries'
import { DateField, MoneyField, NumberField } from './fields'

export default function Capacities({ product, mayOpen }: { product: string; mayOpen: boolean }) {
  const { t } = useTranslation()
  const periods = usePeriods(product)
  const [opening, setOpening] = useState(false)
  const columns = ['period', 'amount', 'used', 'cases'] as const
  return (
    <Panel title={t('shelf.capacity.title')} sub={t('shelf.capacity.sub')} flush
      extra={<>
        <ListExportButton list="product_capacities" filters={{ product_id: product }} />
        {mayOpen && !opening && <Button onClick={() => setOpening(true)}>{t('shelf.capacity.open')}</Button>}</>}>
      {opening && <Open product={product} close={() => setOpening(false)} />}
      {periods.isPending && <SkeletonRows rows={2} />}
      {periods.isLoadingError && <ErrorState error={periods.error} retry={() => void periods.refetch()} />}
      {periods.data?.length === 0 && <EmptyState title={t('shelf.capacity.none')} text={t('shelf.capacity.none_text')} />}
      {periods.data && periods.data.length > 0 && (
        <div className="zr-scroll" tabIndex={0} role="region" aria-label={t('shelf.capacity.title')}>
          <table className="zs-table zr-table-cards">
            <thead><tr>{columns.map((each) => <th key={each} scope="col">{t(`shelf.capacity.${each}`)}</th>)}</tr></thead>
            <tbody>
              {periods.data.map((each) => (
                <tr key={each.id}>
                  <td data-label={t('shelf.capacity.period')} className="num">{t('shelf.capacity.from_to', { a: each.from_on, b: each.to_on })}</td>
                  <td data-label={t('shelf.capacity.amount')} className="num">{formatFen(each.capacity_fen, t)}</td>
                  <td data-label={t('shelf.capacity.used')} className="num">{formatFen(each.used_fen, t)}</td>
                  <td data-label={t('shelf.capacity.cases')} className="num">{each.used_cases} / {each.cases}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </Panel>
  )
}

function Open({ product, close }: { product: string; close: () => void }) {
  const { t } = useTranslation()
  const { capacity } = useShelfActs(product)
  const [from_on, setFrom] = useState(today())
  const [to_on, setTo] = useState(`${today().slice(0, 4)}-12-31`)
  const [fen, setFen] = useState<number | null>(null)
  const [cases, setCases] = useState<number | null>(null)
  const ready = fen !== null && fen > 0 && cases !== null && cases > 0
  return (
    <form style={{ padding: '12px 20px' }} noValidate onSubmit={(event) => {
      event.preventDefault()
      if (ready) capacity.mutate({ from_on, to_on, capacity_fen: fen, cases }, { onSuccess: close })
    }}>
      <div className="zs-fields">
        <DateField label={t('shelf.field.from_on')} value={from_on} onChange={setFrom} />
        <DateField label={t('shelf.field.to_on')} value={to_on} onChange={setTo} />
        <MoneyField label={t('shelf.capacity.amount')} value={fen} onChange={setFen} />
        <NumberField label={t('shelf.capacity.cases')} value={cases} min={1} onChange={setCases} />
      </div>
      <FormProblem error={capacity.error} />
      <div className="zb-acts" style={{ marginTop: 12 }}>
        <Button type="primary" htmlType="submit" disabled={!ready} loading={capacity.isPending}>{t('shelf.capacity.open')}</Button>
        <Button onClick={close}>{t('common.cancel')}</Button>
      </div>
    </form>
  )
}
