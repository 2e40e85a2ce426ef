/** On paper each page carries the ranges it is about, with method, base date and valuer. */
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useMoney } from '../../lib/useMoney'
import type { Interval } from './IntervalChart'
import './worth.css'

type Told = Pick<Interval, 'key' | 'method' | 'baseDate' | 'valuer' | 'low' | 'high'>

export default function Sheet({ name, ranges, children }: { name: string; ranges: readonly Told[]; children: ReactNode }) {
  const { t } = useTranslation()
  const money = useMoney()
  return (
    <div className="wo-sheet">
      <div className="wo-sheet-head">
        {ranges.map((each) => (
          <p key={each.key} className="num">
            {t('worth.sheet', { name, low: money(each.low), high: money(each.high), method: each.method, date: each.baseDate, valuer: each.valuer })}
          </p>
        ))}
      </div>
      <div className="wo-sheet-body">{children}</div>
    </div>
  )
}
