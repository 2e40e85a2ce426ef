/** How a value went: each range on its day, with method, base date and valuer; the same as a table. */
import { useTranslation } from 'react-i18next'
import IntervalChart from '../worth/IntervalChart'

export interface PastValue {
  on: string
  kind: string
  cause?: string | null
  low_fen: number
  central_fen: number
  high_fen: number
  method: string
  base_date: string
  valuer: string
}

export default function HistoryChart({ title, points, line }: { title: string; points: readonly PastValue[]; line?: { label: string; fen: number } }) {
  const { t } = useTranslation()
  return (
    <IntervalChart title={title} line={line} intervals={points.map((each, place) => ({
      key: `${place}`,
      name: `${each.on} ${t(`watch.kind.${each.kind}`)}`,
      method: t(`worth.approach.${each.method}`),
      baseDate: each.base_date, valuer: each.valuer, low: each.low_fen, central: each.central_fen, high: each.high_fen,
      isChosen: place === points.length - 1,
      mark: each.cause ? t(`watch.cause.${each.cause}`) : undefined,
    }))} />
  )
}
