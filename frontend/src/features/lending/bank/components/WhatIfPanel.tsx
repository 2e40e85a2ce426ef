/** Royalty, life and discount rate to be moved; what comes out is this bank's own supposition. */
import { Button, Slider } from 'antd'
import { useTranslation } from 'react-i18next'
import { formatBp } from '../../../../lib/fen'
import { useMoney } from '../../../../lib/useMoney'
import FormProblem from '../../../../ui/FormProblem'
import { type Asked, type Lever, type WhatIf, asked as spelt, stepOf } from '../valuing'

interface Props {
  levers: readonly Lever[]
  moved: Asked
  onMove: (moved: Asked) => void
  found: WhatIf | undefined
  error: Error | null
  stated: { lendable_fen: number; ltv_bp: number | null }
}

export function WhatIfPanel({ levers, moved, onMove, found, error, stated }: Props) {
  const { t } = useTranslation()
  const money = useMoney()
  const isMoved = Object.keys(moved).length > 0
  const shown = isMoved ? found : undefined
  const words = (name: string, value: string | number) =>
    name === 'years' ? t('bank.valuation.years', { n: Number(Number(value).toFixed(2)) }) : `${(Number(value) * 100).toFixed(2)}%`
  const by = (now: number | null, was: number | null) => (now === null || was === null || now === was ? '' : now > was ? ' ↑' : ' ↓')
  return (
    <section className="zb-section zb-whatif" aria-label={t('bank.valuation.what_if')}>
      <div className="zb-whatif-head">
        <h3>{t('bank.valuation.what_if')}</h3>
        <Button size="small" className="no-print" disabled={!isMoved} onClick={() => onMove({})}>{t('bank.valuation.as_stated')}</Button>
      </div>
      <p className="zb-card-sub">{t('bank.valuation.what_if_note')}</p>
      {levers.map(({ name, stated: was, low, high }) => {
        const value = moved[name] ?? was
        return (
          <div key={name} className="zb-lever">
            <span className="zb-lever-head">
              <span>{t(`bank.valuation.lever.${name}`)}</span>
              <span><strong className="num">{words(name, value)}</strong> <span className="zb-card-sub">{t('bank.valuation.stated_as', { value: words(name, was) })}</span></span>
            </span>
            <Slider className="no-print" min={Number(low)} max={Number(high)} step={stepOf(name)} value={Number(value)} tooltip={{ open: false }}
              marks={{ [Number(was)]: ' ' }} ariaLabelForHandle={t(`bank.valuation.lever.${name}`)}
              ariaValueTextFormatterForHandle={(at) => words(name, at ?? 0)}
              onChange={(at) => onMove({ ...moved, [name]: spelt(name, at) })} />
          </div>
        )
      })}
      <dl className="zb-facts" style={{ gridTemplateColumns: 'minmax(6em, 1fr) minmax(0, auto)' }} aria-live="polite" data-supposed={isMoved}>
        <dt>{t('bank.valuation.supposed_range')}</dt>
        <dd className="num">{shown ? `${money(shown.low_fen)} – ${money(shown.high_fen)}` : t('bank.valuation.unmoved')}</dd>
        {shown && (
          <>
            <dt>{t('bank.valuation.supposed_by')}</dt>
            <dd>{t('bank.valuation.by', { method: t(`worth.approach.${shown.method}`), date: shown.base_date, valuer: shown.valuer })}</dd>
          </>
        )}
        <dt>{t('bank.valuation.lendable')}</dt>
        <dd className="num">{money(shown?.lendable_fen ?? stated.lendable_fen)}{shown && by(shown.lendable_fen, stated.lendable_fen)}</dd>
        <dt>{t('bank.valuation.ltv')}</dt>
        <dd className="num">{formatBp(shown ? shown.ltv_bp : stated.ltv_bp)}{shown && by(shown.ltv_bp, stated.ltv_bp)}</dd>
      </dl>
      <FormProblem error={error} />
    </section>
  )
}
