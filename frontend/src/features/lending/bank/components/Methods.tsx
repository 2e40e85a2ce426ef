/** The working of a value that was worked out: methods side by side, what moves it, deals, scores. */
import { Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatBp, wanText } from '../../../../lib/fen'
import Tornado from '../../../../ui/worth/Tornado'
import type { Dossier } from '../model'
import type { CaseValuation } from '../valuing'

export function Movers({ value }: { value: CaseValuation }) {
  const { t } = useTranslation()
  const [looked, setLooked] = useState('')
  const moving = value.methods.filter((each) => each.movers.length > 0)
  const method = moving.find((each) => each.method === looked) ?? moving[0]
  if (method === undefined) return null
  return (
    <section className="zb-section">
      {moving.length > 1 && (
        <Radio.Group className="no-print" size="small" optionType="button" value={method.method} aria-label={t('bank.valuation.which_method')}
          onChange={(event) => setLooked(event.target.value as string)}
          options={moving.map((each) => ({ value: each.method, label: t(`worth.way.${each.method}`) }))} />
      )}
      <Tornado key={method.method} title={t('bank.valuation.tornado', { method: t(`worth.way.${method.method}`) })} movers={method.movers} central={method.stated_fen} />
    </section>
  )
}

export function Comparables({ value }: { value: CaseValuation }) {
  const { t } = useTranslation()
  if (value.comparables.length === 0) return null
  return (
    <section className="zb-section">
      <h3>{t('bank.valuation.comparables')}</h3>
      <div className="zb-scroll" tabIndex={0} role="region" aria-label={t('bank.valuation.comparables')}>
        <table className="zb-table" style={{ minWidth: 560 }}>
          <thead>
            <tr>
              <th scope="col">{t('bank.valuation.deal')}</th>
              <th scope="col">{t('bank.valuation.dealt_on')}</th>
              <th scope="col" className="zb-num">{t('bank.valuation.price')}</th>
              <th scope="col" className="zb-num">{t('bank.valuation.factor')}</th>
              <th scope="col">{t('bank.valuation.source')}</th>
            </tr>
          </thead>
          <tbody>
            {value.comparables.map((each) => (
              <tr key={`${each.name}${each.dealt_on}`}>
                <td>{each.name}</td>
                <td className="zb-nowrap">{each.dealt_on}</td>
                <td className="zb-num">{wanText(each.price_fen)}</td>
                <td className="zb-num">×{Number(each.factor).toFixed(3)}
                  <span className="zb-small">{Object.entries(each.adjusted).map(([on, factor]) => `${t(`bank.valuation.grid.${on}`)} ${factor}`).join(t('common.sep'))}</span></td>
                <td>{each.source}<span className="zb-small">{each.as_of}</span></td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}

export function Scores({ value, dossier }: { value: CaseValuation; dossier: Dossier }) {
  const { t } = useTranslation()
  if (value.scores.length === 0) return null
  const labels = Object.fromEntries(dossier.rights.map((right) => [right.id, right.title || right.label]))
  return (
    <section className="zb-section">
      <h3>{t('bank.valuation.scores')}</h3>
      <ul className="zb-plain">
        {value.scores.map((each) => (
          <li key={each.right_id}>
            {labels[each.right_id] ?? '—'}
            <span className="zb-small">
              {each.points === null ? '—' : t('bank.valuation.points', { points: Number(each.points).toFixed(1), grade: each.grade })}
              {' · '}{t('bank.valuation.coverage', { share: formatBp(each.coverage_bp), n: each.weight_set_version })}
            </span>
          </li>
        ))}
      </ul>
      <p className="zb-card-sub">{t('bank.valuation.score_note')}</p>
    </section>
  )
}
