/** The cumulative line against the plan's even path, or what each month brought. */
import { Segmented } from 'antd'
import type { EChartsOption } from 'echarts'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { c } from '../../../app/theme'
import Chart from '../../../ui/Chart'
import Money from '../../../ui/Money'
import type { Target } from '../queries'

type View = 'cumulative' | 'monthly'

interface Props {
  target: Target
  view: string
  onView: (view: View) => void
}

const AXIS = { axisLabel: { color: c.text2 }, axisLine: { lineStyle: { color: c.control } } }

type Point = Target['path'][number]

const YI = 10_000_000_000

/** The heights are the server's sums in fen; only the labels of the axis are in 亿. */
function grid(target: Target, points: readonly Point[], share: string): EChartsOption {
  const few = (target.target_fen ?? 0) < 3 * YI
  return {
    grid: { left: 8, right: 56, top: 28, bottom: 4, containLabel: true },
    xAxis: { type: 'category', data: points.map((point) => point.month), ...AXIS, axisTick: { show: false } },
    yAxis: {
      type: 'value', name: share, nameTextStyle: { color: c.text2, align: 'left' },
      axisLabel: { color: c.text2, formatter: (fen: number) => (fen / YI).toFixed(fen > 0 && (few || fen < 3 * YI) ? 1 : 0) },
      interval: undefined, splitLine: { lineStyle: { color: c.subtle } },
    },
  }
}

export default function PathChart({ target, view, onView }: Props) {
  const { t, i18n } = useTranslation()
  const cumulative = view !== 'monthly'
  const points = target.path
  const option = useMemo<EChartsOption>(() => {
    const frame = grid(target, points, t('district.axis'))
    if (!cumulative) {
      return { ...frame, series: [{ type: 'bar', name: t('district.month_amount'), data: points.map((point) => point.amount_fen), itemStyle: { color: c.chart[0] } }] }
    }
    const last = points.filter((point) => point.reached_fen !== null).length - 1
    return {
      ...frame,
      series: [
        {
          type: 'line', name: t('district.reached_line'), data: points.map((point) => point.reached_fen), symbol: 'circle',
          symbolSize: (_: unknown, at: { dataIndex: number }) => (at.dataIndex === last ? 8 : 0),
          lineStyle: { width: 2, color: c.chart[0] }, itemStyle: { color: c.chart[0] }, areaStyle: { color: c.primaryBg },
        },
        {
          type: 'line', name: t('district.path_line'), data: points.map((point) => point.expected_fen), symbol: 'none',
          lineStyle: { width: 1.5, type: 'dashed', color: c.text2 }, itemStyle: { color: c.text2 },
          endLabel: { show: true, formatter: t('district.path_line'), color: c.text2 },
        },
      ],
    }
    // The texts of the axis follow the language.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [target, points, cumulative, i18n.language])
  const shown = points.filter((point) => point.reached_fen !== null)
  return (
    <div className="d-chart">
      <div className="d-line">
        <h2>{t(cumulative ? 'district.chart_title' : 'district.chart_monthly')}</h2>
        <Segmented<View> value={cumulative ? 'cumulative' : 'monthly'} onChange={onView} aria-label={t('district.view')}
          options={[{ value: 'cumulative', label: t('district.cumulative') }, { value: 'monthly', label: t('district.each_month') }]} />
      </div>
      <Chart option={option} height={272}
        label={t(cumulative ? 'district.chart_label' : 'district.chart_label_monthly', { ratio: target.ratio, elapsed: target.pace?.elapsed })}
        columns={[t('district.month'), t('district.month_amount'), t('district.deals'), t('district.reached_line'), t('district.path_line')]}
        rows={shown.map((point) => [
          point.month, <Money key="amount" fen={point.amount_fen} />, point.deals, `${point.reached}%`, `${point.expected}%`,
        ])} />
    </div>
  )
}
