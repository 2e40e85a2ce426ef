/** `/e/valuations/:id`: one valuation in full, with its inputs and whether it still gives the same. */
import { PrinterOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import ErrorState from '../../../ui/ErrorState'
import Mark from '../../../ui/Mark'
import Money from '../../../ui/Money'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import IntervalChart from '../../../ui/worth/IntervalChart'
import Sheet from '../../../ui/worth/Sheet'
import { figureText, figureWords } from '../../../ui/worth/figures'
import WorkedView from '../components/WorkedView'
import { type Told, figuresOf } from '../inputs'
import { useValuation } from '../queries'

export default function ValuationPage() {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  const found = useValuation(id)
  if (found.isPending) return <SkeletonRows rows={8} />
  if (found.isLoadingError) return <ErrorState error={found.error} retry={() => void found.refetch()} />
  const value = found.data
  const { worked } = value
  const titles = Object.fromEntries(value.rights.map((right) => [right.right_id, right.title || right.label]))
  const told = worked ? figuresOf(worked.inputs) : []
  const stated = {
    key: value.id, name: value.number, method: t(`valuation.method.${value.method}`), baseDate: value.base_date, valuer: value.valuer,
    low: value.low_fen, central: value.central_fen, high: value.high_fen, isChosen: true,
  }
  return (
    <Sheet name={value.number} ranges={[stated]}>
      <PageHeader
        crumbs={[{ to: '/e/valuations', label: t('valuation.crumb') }, { label: value.number }]}
        title={t('valuation.one.title', { number: value.number })}
        mark={<Mark tone={value.state === 'declared' ? 'warning' : 'neutral'}>{t(`valuation.state.${value.state}`)}</Mark>}
        sub={`${t(`valuation.method.${value.method}`)} · ${t('valuation.base', { date: value.base_date })} · ${value.valuer}`}
        extra={<Button icon={<PrinterOutlined aria-hidden />} onClick={() => window.print()}>{t('valuation.print')}</Button>}
      />
      <Panel>
        <p className="va-range num"><Money fen={value.low_fen} /> – <Money fen={value.high_fen} /><span className="va-central">P50 <Money fen={value.central_fen} /></span></p>
        <p className="need-hint">{value.rights.map((right) => right.title || right.label).join(t('common.sep'))}</p>
        {worked ? <WorkedView worked={{ ...value, methods: worked.methods, scores: worked.scores }} titles={titles} /> : (
          <IntervalChart title={t('valuation.form.value')} intervals={[stated]} />
        )}
      </Panel>
      {worked && (
        <Panel title={t('valuation.one.inputs')} sub={t(worked.reproduced ? 'valuation.one.same' : 'valuation.one.notSame')}>
          <div className="zr-scroll" tabIndex={0} role="region" aria-label={t('valuation.one.inputs')}>
            <table className="va-leaves">
              <thead><tr>{(['figure', 'value', 'source', 'day'] as const).map((each) => <th key={each} scope="col">{t(`valuation.one.${each}`)}</th>)}</tr></thead>
              <tbody>
                {told.map((each) => (
                  <tr key={each.path}>
                    <th scope="row">{figureWords(each.path, t)} <span className="need-hint">{t(`worth.way.${each.method}`)}</span></th>
                    <td className="num"><ToldValue told={each} /></td>
                    <td>{each.source}</td>
                    <td className="num">{each.asOf}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          <p className="need-hint va-hash">{t('valuation.one.hash', { engine: worked.engine })} {worked.inputs_sha256}</p>
        </Panel>
      )}
    </Sheet>
  )
}

function ToldValue({ told }: { told: Told }) {
  if (told.amounts === null) return <>{figureText(told.path, told.value)}</>
  return <>{told.amounts.map((fen, place) => <span key={place}>{place > 0 && ' · '}<Money fen={fen} /></span>)}</>
}
