/** Every answer on one basis: four losses, price, limits, clauses, papers; exclusions are never folded, nothing is ranked. */
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import Money from '../Money'
import CellText from './CellText'
import './comparison.css'
import { type Comparison, type CompareRow, isHidden, keyOf, type Quoted } from './comparison'
import { reasonOf } from './reason'

const GROUPS = ['price', 'limits', 'clauses', 'papers', 'exclusions'] as const

function Scenarios({ of }: { of: Comparison }) {
  const { t } = useTranslation()
  const say = t('common.lang') === 'en' ? 'en' : 'zh'
  return (
    <tbody>
      <tr><th colSpan={of.quotes.length + 1} scope="rowgroup" className="pol-group">{t('policies.group.scenarios')}</th></tr>
      {of.scenarios.map((scenario) => (
        <tr key={scenario.code}>
          <th scope="row">{scenario.name[say]}<div className="zr-sub">{t('policies.loss')} {scenario.loss_fen === 0 ? '—' : <Money fen={scenario.loss_fen} />}</div></th>
          {scenario.costs.map((cost, n) => (
            <td key={keyOf(of.quotes[n]!)}>
              {cost === null ? '—' : <>
                <div>{t('policies.paid')} <Money fen={cost.paid_fen} /></div>
                <div>{t('policies.kept')} <Money fen={cost.kept_fen} /></div>
                <div className="zr-sub">{t('policies.with_premium')} <Money fen={cost.total_fen} /></div>
                {cost.because.length > 0 && <div className="pol-because">{cost.because.map((each) => t(`policies.because.${each}`)).join(t('policies.join'))}</div>}
              </>}
            </td>
          ))}
        </tr>
      ))}
    </tbody>
  )
}

function Rows({ of, group, differing }: { of: Comparison; group: (typeof GROUPS)[number]; differing: boolean }) {
  const { t } = useTranslation()
  const rows = of.rows.filter((row) => row.group === group && !(differing && isHidden(row)))
  const label = (row: CompareRow) =>
    group === 'exclusions' ? t(`insurance.exclusion.${row.term}`, { defaultValue: row.term }) : t(`policies.term.${row.term}`, { defaultValue: row.term })
  if (rows.length === 0) return null
  return (
    <tbody>
      <tr><th colSpan={of.quotes.length + 1} scope="rowgroup" className="pol-group">{t(`policies.group.${group}`)}</th></tr>
      {rows.map((row) => (
        <tr key={`${row.part ?? ''}-${row.term}`} className={row.differs ? 'pol-differs' : undefined}>
          <th scope="row">
            {label(row)}
            {row.part && <div className="zr-sub">{t(`insurance.part.${row.part}`, { defaultValue: row.part })}</div>}
            {row.base === false && <div className="zr-sub">{t('policies.beyond_base')}</div>}
          </th>
          {row.cells.map((cell, n) => <td key={keyOf(of.quotes[n]!)}><CellText row={row} cell={cell} /></td>)}
        </tr>
      ))}
    </tbody>
  )
}

export default function ComparisonGrid({ of, differing, action }: { of: Comparison; differing: boolean; action?: (quote: Quoted) => ReactNode }) {
  const { t } = useTranslation()
  return (
    // A wide table is scrolled by keyboard too.
    <div className="pol-scroll" tabIndex={0} role="region" aria-label={t('policies.compare.title')}>
      <table className="pol-grid">
        <thead>
          <tr>
            <th scope="col">{t('policies.compare.terms')}</th>
            {of.quotes.map((quote) => (
              <th key={keyOf(quote)} scope="col" className={quote.standing === 'open' || quote.standing === 'accepted' ? undefined : 'pol-over'}>
                <div className="pol-insurer">{quote.insurer}</div>
                <div className="zr-sub">{quote.product}</div>
                {quote.standing !== 'open' && <div>{t(`policies.standing.${quote.standing}`)}<div className="zr-sub">{reasonOf(quote.reason, t)}</div></div>}
                {action?.(quote)}
              </th>
            ))}
          </tr>
        </thead>
        <Scenarios of={of} />
        {GROUPS.map((group) => <Rows key={group} of={of} group={group} differing={differing} />)}
      </table>
    </div>
  )
}
