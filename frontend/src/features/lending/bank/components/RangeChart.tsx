/** The valuation as a range on one axis, with what was asked; its figures stand beside it as text. */
import { useTranslation } from 'react-i18next'
import { niceMost, placeOf } from '../../../../lib/axis'
import { useMoney } from '../../../../lib/useMoney'
import { wanText as wan } from '../../../../lib/fen'
import { type Dossier, valuationOf } from '../model'

const TICKS = 5

export function RangeChart({ dossier }: { dossier: Dossier }) {
  const { t } = useTranslation()
  const money = useMoney()
  const value = valuationOf(dossier)
  if (value === null) return null
  const asked = dossier.application.amount_fen
  const most = niceMost(Math.max(value.high_fen, asked))
  const at = (fen: number) => `${placeOf(fen, 0, most)}%`
  const words = t('bank.valuation.chart_label', { low: money(value.low_fen), high: money(value.high_fen), asked: money(asked) })
  return (
    <>
      <div className="zb-range" role="img" aria-label={words}>
        <span className="zb-range-line" style={{ left: at(asked) }} />
        <span className="zb-range-note" style={{ left: `clamp(36px, ${at(asked)}, calc(100% - 36px))` }}>
          {t('bank.valuation.asked', { amount: wan(asked) })}
        </span>
        <span className="zb-range-bar" style={{ left: at(value.low_fen), width: `calc(${at(value.high_fen)} - ${at(value.low_fen)})` }} />
        <span className="zb-range-mid" style={{ left: at(value.central_fen) }} />
        {Array.from({ length: TICKS }, (_, n) => (most / (TICKS - 1)) * n).map((fen) => (
          <span key={fen} className="zb-range-tick" style={{ left: at(fen) }}>{wan(fen)}</span>
        ))}
      </div>
      <p className="zb-card-sub" style={{ marginTop: 28 }}>
        {t('bank.valuation.low')} {wan(value.low_fen)} · {t('bank.valuation.central')} {wan(value.central_fen)} · {t('bank.valuation.high')} {wan(value.high_fen)}
      </p>
    </>
  )
}
