import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import ErrorState from '../../../ui/ErrorState'
import Mark from '../../../ui/Mark'
import Money from '../../../ui/Money'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import HistoryChart, { type PastValue } from '../../../ui/watch/HistoryChart'
import { useValuationsOf } from '../queries'

export default function AssetValuations({ rightId }: { rightId: string }) {
  const { t } = useTranslation()
  const valuations = useValuationsOf(rightId)
  const items = valuations.data?.items ?? []
  const past = items.flatMap((each): PastValue[] => {
    const own = each.rights.find((right) => right.right_id === rightId)
    const whole = each.rights.length === 1 ? each : own
    if (each.state === 'withdrawn' || !whole || whole.low_fen === null || whole.central_fen === null || whole.high_fen === null) return []
    return [{ on: each.base_date, kind: 'stated', low_fen: whole.low_fen, central_fen: whole.central_fen, high_fen: whole.high_fen,
      method: each.method, base_date: each.base_date, valuer: each.valuer }]
  }).sort((a, b) => a.on.localeCompare(b.on))
  return (
    <Panel
      title={t('portfolio.asset.valuations.title')}
      sub={t('portfolio.asset.valuations.sub')}
      extra={<Link to={`/e/valuations/new?rights=${rightId}`}>{t('portfolio.asset.value')}</Link>}
    >
      {valuations.isPending && <SkeletonRows rows={2} />}
      {valuations.isLoadingError && (
        <ErrorState compact error={valuations.error} retry={() => void valuations.refetch()} />
      )}
      {valuations.isSuccess && items.length === 0 && (
        <p className="muted">{t('portfolio.asset.valuations.empty')}</p>
      )}
      {past.length > 1 && <HistoryChart title={t('watch.history')} points={past} />}
      <ul className="pf-plain">
        {items.map((each) => {
          const own = each.rights.find((right) => right.right_id === rightId)
          const isWhole = own === undefined || own.low_fen === null || own.high_fen === null
          const low = isWhole ? each.low_fen : (own.low_fen as number)
          const high = isWhole ? each.high_fen : (own.high_fen as number)
          return (
            <li key={each.id} className="pf-pledge">
              <div className="strong num">
                <Money fen={low} /> – <Money fen={high} />
              </div>
              <div className="muted">
                {isWhole && each.rights.length > 1
                  ? `${t('portfolio.asset.valuations.whole', { n: each.rights.length })} · `
                  : ''}
                {t(`portfolio.asset.method.${each.method}`)} ·{' '}
                {t('portfolio.asset.valuations.base', { date: each.base_date })} · {each.valuer}
              </div>
              <Mark tone={each.state === 'withdrawn' ? 'neutral' : 'warning'}>
                {t(
                  each.state === 'withdrawn'
                    ? 'portfolio.asset.valuations.withdrawn'
                    : 'portfolio.asset.valuations.declared',
                )}
              </Mark>
            </li>
          )
        })}
      </ul>
    </Panel>
  )
}
