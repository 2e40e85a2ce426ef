/** Values as ranges side by side on one axis, each with its method, base date and valuer. */
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { niceMost, placeOf } from '../../lib/axis'
import { wanText } from '../../lib/fen'
import { useMoney } from '../../lib/useMoney'
import Twin from './Twin'

export interface Interval {
  key: string
  name: string
  method: string
  baseDate: string
  valuer: string
  low: number
  central: number
  high: number
  /** The one that counts. */
  isChosen?: boolean
  mark?: ReactNode
}

interface Props {
  title: ReactNode
  intervals: readonly Interval[]
  /** An amount to compare with, as a line across. */
  line?: { label: string; fen: number } | undefined
}

const TICKS = 5

export default function IntervalChart({ title, intervals, line }: Props) {
  const { t } = useTranslation()
  const money = useMoney()
  const most = niceMost(Math.max(line?.fen ?? 0, ...intervals.map((each) => each.high)))
  const at = (fen: number) => `${placeOf(fen, 0, most)}%`
  const words = intervals.map((each) => t('worth.said', { name: each.name, low: money(each.low), central: money(each.central), high: money(each.high) }))
  return (
    <Twin
      title={title}
      note={t('worth.unit')}
      label={words.join(t('common.sep'))}
      columns={[t('worth.name'), t('worth.method'), t('worth.base_date'), t('worth.valuer'), t('worth.low'), t('worth.central'), t('worth.high'), t('worth.state')]}
      rows={intervals.map((each) => [each.name, each.method, each.baseDate, each.valuer, wanText(each.low), wanText(each.central), wanText(each.high), each.mark ?? '—'])}
    >
      <div className="wo-intervals">
        {line && (
          <div className="wo-row wo-lines" aria-hidden>
            <span className="wo-track">
              <span className="wo-line-label" style={{ left: `clamp(36px, ${at(line.fen)}, calc(100% - 36px))` }}>{line.label} {wanText(line.fen)}</span>
            </span>
          </div>
        )}
        {intervals.map((each) => (
          <div key={each.key} className={each.isChosen ? 'wo-row wo-chosen' : 'wo-row'}>
            <span className="wo-name">
              {each.name}
              <span className="wo-small">{each.method} · {each.baseDate} · {each.valuer}</span>
            </span>
            <span className="wo-track">
              {line && <span className="wo-line" style={{ left: at(line.fen) }} />}
              <span className="wo-bar" style={{ left: at(each.low), width: `calc(${at(each.high)} - ${at(each.low)})` }} />
              <span className="wo-mid" style={{ left: at(each.central) }} />
            </span>
            <span className="wo-ends num">{wanText(each.low)} – {wanText(each.high)}</span>
          </div>
        ))}
        <div className="wo-row wo-axis" aria-hidden>
          <span className="wo-track">
            {Array.from({ length: TICKS }, (_, n) => (most / (TICKS - 1)) * n).map((fen) => (
              <span key={fen} className="wo-tick" style={{ left: at(fen) }}>{wanText(fen)}</span>
            ))}
          </span>
        </div>
      </div>
    </Twin>
  )
}
