/** What a simulation found: the sums before and after, by segment as a chart and a table, how premiums move, what was refused. */
import { Segmented } from 'antd'
import type { EChartsOption } from 'echarts'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import Chart from '../../../../ui/Chart'
import Money from '../../../../ui/Money'
import { yuanText } from '../../../../lib/fen'
import { sentenceFor } from '../../../../api/problem'
import { answerWords, territoryWords } from '../../model/plan'
import { type By, BYS, changeBp, changeText, type Segment, segmentsBy } from '../../model/simulation'
import type { Simulation } from '../../queries'

type Result = NonNullable<Simulation['result']>
const BAR = { type: 'bar' as const, barMaxWidth: 22 }

export default function Found({ run, result }: { run: Simulation; result: Result }) {
  const { t } = useTranslation()
  const { whole } = result
  return (
    <div className="zi-stack">
      <div className="zi-premium">
        <div><span className="zr-sub">{t('insurance.simulation.rated')}</span><strong className="num">{whole.risks}</strong></div>
        {whole.before_fen !== null && <div><span className="zr-sub">{t('insurance.simulation.before', { code: run.against })}</span><strong><Money fen={whole.before_fen} /></strong></div>}
        <div><span className="zr-sub">{t('insurance.simulation.after', { code: run.plan })}</span><strong><Money fen={whole.after_fen} /></strong></div>
        {whole.before_fen !== null && <div><span className="zr-sub">{t('insurance.simulation.change')}</span><strong className="num">{changeText(changeBp(whole))}</strong></div>}
        <div><span className="zr-sub">{t('insurance.simulation.refused')}</span><strong className="num">{result.refused}</strong></div>
      </div>
      <BySegment run={run} result={result} />
      {whole.before_fen !== null && <Changes result={result} />}
      {result.examples.length > 0 && <Refused result={result} />}
    </div>
  )
}

const shorter = (segment: Segment) => ({ before: segment.before_fen === null ? null : segment.before_fen / 1e6, after: segment.after_fen / 1e6 })

function BySegment({ run, result }: { run: Simulation; result: Result }) {
  const { t } = useTranslation()
  const [by, setBy] = useState<By>('line')
  const segments = segmentsBy(result, by)
  const isCompared = result.whole.before_fen !== null
  const before = t('insurance.simulation.before', { code: run.against })
  const after = t('insurance.simulation.after', { code: run.plan })
  const option = useMemo<EChartsOption>(() => {
    const words = (key: string) => (by === 'line' ? t(`insurance.line.${key}`) : by === 'territory' ? territoryWords(key, t) : answerWords(by, key, t))
    const rows = [...segmentsBy(result, by)].reverse()
    return {
      grid: { left: 8, right: 24, top: 40, bottom: 8, containLabel: true },
      legend: { top: 0 }, tooltip: { trigger: 'axis', axisPointer: { type: 'shadow' } },
      xAxis: { type: 'value', name: t('insurance.simulation.axis'), nameLocation: 'end', min: 0 },
      yAxis: { type: 'category', data: rows.map((each) => words(each.key)) },
      series: [
        ...(isCompared ? [{ ...BAR, name: before, data: rows.map((each) => shorter(each).before), itemStyle: { decal: { symbol: 'rect', dashArrayX: [1, 0], dashArrayY: [2, 4], rotation: -Math.PI / 4 } } }] : []),
        { ...BAR, name: after, data: rows.map((each) => shorter(each).after) },
      ],
    }
  }, [result, by, t, isCompared, before, after])
  const words = (key: string) => (by === 'line' ? t(`insurance.line.${key}`) : by === 'territory' ? territoryWords(key, t) : answerWords(by, key, t))
  return (
    <section aria-label={t('insurance.simulation.by_segment')}>
      <div className="zi-bar zi-ask">
        <h3>{t('insurance.simulation.by_segment')}</h3>
        <Segmented<By> aria-label={t('insurance.simulation.by')} value={by} onChange={setBy} options={BYS.map((value) => ({ value, label: t(`insurance.simulation.by_of.${value}`) }))} />
      </div>
      <Chart label={t('insurance.simulation.chart', { by: t(`insurance.simulation.by_of.${by}`) })} option={option} height={Math.max(180, segments.length * 56 + 80)}
        columns={[t(`insurance.simulation.by_of.${by}`), t('insurance.simulation.count'), before, after, t('insurance.simulation.change')]}
        rows={segments.map((each) => [words(each.key), each.risks, each.before_fen === null ? '—' : t('common.yuan', { amount: yuanText(each.before_fen) }), t('common.yuan', { amount: yuanText(each.after_fen) }), changeText(changeBp(each))])} />
      {by === 'territory' && <p className="zr-sub">{t('insurance.simulation.territory_note')}</p>}
    </section>
  )
}

function Changes({ result }: { result: Result }) {
  const { t } = useTranslation()
  const most = Math.max(1, ...result.changes.map((each) => each.risks))
  const label = ({ above_bp, to_bp }: Result['changes'][number]) => {
    if (above_bp === null) return t('insurance.simulation.at_most', { to: changeText(to_bp) })
    if (to_bp === null) return t('insurance.simulation.above', { from: changeText(above_bp) })
    return to_bp === 0 ? t('insurance.simulation.unchanged') : t('insurance.simulation.between', { from: changeText(above_bp === -1 ? 0 : above_bp), to: changeText(to_bp === -1 ? 0 : to_bp) })
  }
  return (
    <section aria-label={t('insurance.simulation.moves')}>
      <h3>{t('insurance.simulation.moves')}</h3>
      <table className="zi-moves">
        <thead className="zr-hidden"><tr><th scope="col">{t('insurance.simulation.change')}</th><th scope="col">{t('insurance.simulation.count')}</th></tr></thead>
        <tbody>
          {result.changes.map((each) => (
            <tr key={`${each.above_bp}`}>
              <th scope="row" className="num">{label(each)}</th>
              <td className="num">{each.risks}</td>
              <td aria-hidden><span style={{ width: `${(each.risks / most) * 100}%` }} /></td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  )
}

function Refused({ result }: { result: Result }) {
  const { t } = useTranslation()
  return (
    <details className="zi-details">
      <summary>{t('insurance.simulation.refused_title', { n: result.refused })}</summary>
      <ul className="zi-hits">
        {result.examples.map((each, n) => <li key={n}><span><code>{each.reference}</code> · {each.plan} · {sentenceFor(each.code, t, { path: '', known: '' })}</span></li>)}
      </ul>
    </details>
  )
}
