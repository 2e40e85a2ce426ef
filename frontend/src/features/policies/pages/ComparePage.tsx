/** `/e/insurance/:rfq/compare`: every answer on one basis; exclusions are never folded, nothing is ranked. */
import { PrinterOutlined } from '@ant-design/icons'
import { Button, Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { useMay } from '../../../lib/permissions'
import EmptyState from '../../../ui/EmptyState'
import ErrorState from '../../../ui/ErrorState'
import Money from '../../../ui/Money'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import CellText from '../components/CellText'
import TakeQuote from '../components/TakeQuote'
import '../policies.css'
import { type Comparison, type CompareRow, type Quoted, useComparison } from '../queries'

const GROUPS = ['price', 'limits', 'clauses', 'papers', 'exclusions'] as const
/** Shown even where every quote says the same. */
const ALWAYS = new Set(['gross_fen'])
const keyOf = (quote: Quoted) => `${quote.id}-${quote.option ?? 0}`

function Scenarios({ of }: { of: Comparison }) {
  const { t } = useTranslation()
  const say = t('common.lang') === 'en' ? 'en' : 'zh'
  return (
    <tbody>
      <tr><th colSpan={of.quotes.length + 1} scope="rowgroup" className="pol-group">{t('policies.group.scenarios')}</th></tr>
      {of.scenarios.map((scenario) => (
        <tr key={scenario.code}>
          <th scope="row">{scenario.name[say]}<div className="zr-sub">{t('policies.loss')} <Money fen={scenario.loss_fen} /></div></th>
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
  const rows = of.rows.filter((row) => row.group === group && (!differing || row.differs || !row.foldable || ALWAYS.has(row.term)))
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

export default function ComparePage() {
  const { t } = useTranslation()
  const { rfq = '' } = useParams()
  const asked = useComparison(rfq)
  const [differing, setDiffering] = useState(true)
  const [taking, setTaking] = useState<Quoted | null>(null)
  const mayBind = useMay('bind')
  const of = asked.data
  if (asked.isPending) return <><PageHeader title={t('policies.compare.title')} /><SkeletonRows rows={10} /></>
  if (asked.isError || !of) return <><PageHeader title={t('policies.compare.title')} /><ErrorState error={asked.error} retry={() => void asked.refetch()} /></>
  const open = of.quotes.filter((quote) => quote.standing === 'open').length
  const hidden = of.rows.filter((row) => row.foldable && !row.differs && !ALWAYS.has(row.term)).length
  return (
    <>
      <PageHeader title={t('policies.compare.of', { line: t(`insurance.line.${of.line}`) })}
        sub={t('policies.compare.sub', { number: of.number, open, all: of.quotes.length })}
        extra={of.quotes.length > 0 && <div className="pol-tools">
          <label><Switch checked={differing} onChange={setDiffering} aria-label={t('policies.compare.differing')} /> {t('policies.compare.differing')}</label>
          {differing && <span className="zr-sub">{t('policies.compare.hidden', { count: hidden })}</span>}
          <Button icon={<PrinterOutlined aria-hidden />} onClick={() => window.print()}>{t('policies.compare.print')}</Button>
        </div>} />
      {of.quotes.length === 0
        ? <EmptyState title={t('policies.compare.empty')} text={t('policies.compare.empty_text')} />
        : <Panel flush>
          {/* A wide table is scrolled by keyboard too. */}
          <div className="pol-scroll" tabIndex={0} role="region" aria-label={t('policies.compare.title')}>
            <table className="pol-grid">
              <thead>
                <tr>
                  <th scope="col">{t('policies.compare.terms')}</th>
                  {of.quotes.map((quote) => (
                    <th key={keyOf(quote)} scope="col" className={quote.standing === 'open' || quote.standing === 'accepted' ? undefined : 'pol-over'}>
                      <div className="pol-insurer">{quote.insurer}</div>
                      <div className="zr-sub">{quote.product}</div>
                      {quote.standing !== 'open' && <div>{t(`policies.standing.${quote.standing}`)}<div className="zr-sub">{quote.reason}</div></div>}
                      {quote.standing === 'open' && mayBind && <Button onClick={() => setTaking(quote)}>{t('policies.compare.take', { insurer: quote.insurer })}</Button>}
                    </th>
                  ))}
                </tr>
              </thead>
              <Scenarios of={of} />
              {GROUPS.map((group) => <Rows key={group} of={of} group={group} differing={differing} />)}
            </table>
          </div>
        </Panel>}
      <p className="zr-sub">{t('policies.compare.foot')}</p>
      {taking && <TakeQuote quote={taking} close={() => setTaking(null)} />}
    </>
  )
}
