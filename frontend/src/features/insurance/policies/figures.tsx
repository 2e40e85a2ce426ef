/** The figures of the portfolio; every chart has the same figures as a table. */
import type { EChartsOption } from 'echarts'
import type { TFunction } from 'i18next'
import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { c } from '../../../app/theme'
import { formatFen, yuanText } from '../../../lib/fen'
import { useNarrow } from '../../../lib/useNarrow'
import Chart from '../../../ui/Chart'
import { axesOf, byLine, monthsBefore, premiumByMonth, STEPS, sumOf } from './model'
import type { Accumulation, Portfolio } from './queries'

const AXIS = { axisLabel: { color: c.text2 }, axisLine: { lineStyle: { color: c.control } }, axisTick: { show: false } }
const percent = (part: number, whole: number) => (whole === 0 ? '—' : `${Math.round((part / whole) * 100)}%`)

export function Funnel({ rows }: { rows: Portfolio['funnel'] }) {
  const { t } = useTranslation()
  const sent = sumOf(rows, 'sent')
  return (
    <>
      <ol className="zip-funnel">
        {STEPS.map((step) => {
          const count = sumOf(rows, step)
          return (
            <li key={step}>
              <span>{t(`policies.portfolio.step.${step}`)}</span>
              <span className="zip-bar" aria-hidden><span style={{ width: `${sent === 0 ? 0 : (count / sent) * 100}%` }} /></span>
              <span className="num"><strong>{count}</strong> <span className="zr-sub">{percent(count, sent)}</span></span>
            </li>
          )
        })}
      </ol>
      <div className="zip-scroll" tabIndex={0} role="region" aria-label={t('policies.portfolio.by_line')}>
        <table className="zip-grid zip-figures">
          <thead><tr><th scope="col">{t('field.line')}</th>{[...STEPS, 'declined', 'withdrawn', 'open'].map((step) => <th key={step} scope="col">{t(`policies.portfolio.step.${step}`)}</th>)}</tr></thead>
          <tbody>
            {byLine(rows).map(([line, own]) => (
              <tr key={line}>
                <th scope="row">{t(`insurance.line.${line}`)}</th>
                {([...STEPS, 'declined', 'withdrawn', 'open'] as const).map((step) => <td key={step} className="num">{own.reduce((sum, row) => sum + row[step], 0)}</td>)}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}

export function Times({ rows }: { rows: Portfolio['times'] }) {
  const { t } = useTranslation()
  const lasting = (seconds: number) => {
    if (seconds < 60) return t('policies.portfolio.seconds', { count: seconds })
    if (seconds < 5400) return t('policies.portfolio.minutes', { count: Math.round(seconds / 60) })
    if (seconds < 129_600) return t('policies.portfolio.hours', { count: Math.round(seconds / 3600) })
    return t('policies.portfolio.days', { count: Math.round(seconds / 86_400) })
  }
  return (
    <div className="zip-scroll" tabIndex={0} role="region" aria-label={t('policies.portfolio.times')}>
      <table className="zip-grid zip-figures">
        <thead><tr><th scope="col">{t('policies.portfolio.by')}</th><th scope="col">{t('policies.portfolio.quotes')}</th>{['P50', 'P75', 'P90', 'P95'].map((each) => <th key={each} scope="col">{each}</th>)}</tr></thead>
        <tbody>
          {rows.map((row) => (
            <tr key={String(row.automatic)}>
              <th scope="row">{t(row.automatic ? 'policies.portfolio.by_plan' : 'policies.portfolio.by_desk')}</th>
              <td className="num">{row.quotes}</td>
              {[row.p50_seconds, row.p75_seconds, row.p90_seconds, row.p95_seconds].map((each, n) => <td key={n} className="num">{lasting(each)}</td>)}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

type Month = ReturnType<typeof premiumByMonth>[number]

const writtenOption = (points: readonly Month[], t: TFunction): EChartsOption => ({
  grid: { left: 8, right: 16, top: 28, bottom: 4, containLabel: true },
  tooltip: { trigger: 'axis', valueFormatter: (fen) => formatFen(Number(fen), t) },
  xAxis: { type: 'category', data: points.map((each) => each.month), ...AXIS },
  yAxis: { type: 'value', axisLabel: { color: c.text2, formatter: (fen: number) => formatFen(fen, t) }, splitLine: { lineStyle: { color: c.subtle } } },
  series: [{ type: 'bar', name: t('policies.portfolio.written'), data: points.map((each) => each.net_fen), barMaxWidth: 40, itemStyle: { color: c.chart[0] } }],
})

export function Written({ rows, day, span }: { rows: Portfolio['written']; day: string; span: number }) {
  const { t } = useTranslation()
  const points = useMemo(() => premiumByMonth(rows, monthsBefore(day, span)), [rows, day, span])
  const option = useMemo(() => writtenOption(points, t), [points, t])
  return (
    <Chart label={t('policies.portfolio.written')} option={option}
      columns={[t('policies.portfolio.month'), t('policies.portfolio.policies'), t('policies.fact.net')]}
      rows={points.map((each) => [each.month, each.policies, yuanText(each.net_fen)])} />
  )
}

const territoryIn = (t: TFunction) => (code: string) => t(`insurance.territory.${code}`, { defaultValue: code })
const technologyIn = (t: TFunction) => (code: string) => t(`insurance.answer.industry.${code}`, { defaultValue: code })

function heatOption(found: Accumulation, t: TFunction): EChartsOption {
  const axes = axesOf(found)
  const most = Math.max(...found.cells.map((each) => each.limit_fen), 1)
  return {
    grid: { left: 24, right: 16, top: 8, bottom: 56, containLabel: true },
    xAxis: { type: 'category', data: axes.territories.map(territoryIn(t)), ...AXIS },
    yAxis: { type: 'category', data: axes.technologies.map(technologyIn(t)), ...AXIS, axisLabel: { ...AXIS.axisLabel, width: 112, overflow: 'break' } },
    visualMap: { min: 0, max: most, text: [formatFen(most, t), formatFen(0, t)], orient: 'horizontal', left: 'center', bottom: 0, inRange: { color: ['#eaf2fc', '#9cc3f0', '#0b5cad'] }, formatter: (fen: unknown) => formatFen(Number(fen), t), textStyle: { color: c.text2 } },
    series: [{
      type: 'heatmap',
      data: found.cells.map((each) => [axes.territories.indexOf(each.territory), axes.technologies.indexOf(each.technology), each.limit_fen]),
      label: { show: true, color: '#101828', backgroundColor: 'rgba(255,255,255,0.85)', padding: [2, 4], borderRadius: 3, formatter: (cell) => formatFen(Number((cell.value as number[])[2]), t) },
      itemStyle: { borderColor: '#fff', borderWidth: 2 },
    }],
  }
}

/** A phone has no room for cells beside each other. */
function Cells({ found }: { found: Accumulation }) {
  const { t } = useTranslation()
  return (
    <dl className="zr-facts">
      {found.cells.map((cell) => (
        <div key={cell.territory + cell.technology}>
          <dt>{technologyIn(t)(cell.technology)} · {territoryIn(t)(cell.territory)}</dt>
          <dd className="num">{formatFen(cell.limit_fen, t)}</dd>
        </div>
      ))}
    </dl>
  )
}

export function Heat({ found }: { found: Accumulation }) {
  const { t } = useTranslation()
  const option = useMemo(() => heatOption(found, t), [found, t])
  const narrow = useNarrow()
  const { territories, technologies } = axesOf(found)
  const of = (place: string, kind: string) => found.cells.find((each) => each.territory === place && each.technology === kind)
  return (
    <>
      <p className="zr-sub">{t('policies.portfolio.whole', { count: found.policies, limit: formatFen(found.limit_fen, t) })}</p>
      {narrow ? <Cells found={found} /> : <Chart label={t('policies.portfolio.stands')} option={option} height={120 + technologies.length * 56}
        columns={[t('policies.portfolio.technology'), ...territories.map(territoryIn(t))]}
        rows={technologies.map((kind) => [technologyIn(t)(kind), ...territories.map((place) => {
          const cell = of(place, kind)
          return cell ? t('policies.portfolio.cell', { limit: yuanText(cell.limit_fen), count: cell.policies }) : '—'
        })])} />}
    </>
  )
}
