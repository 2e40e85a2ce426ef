/** `/e/insurance/:rfq/compare`: every answer on one basis; exclusions are never folded, nothing is ranked. */
import { PrinterOutlined } from '@ant-design/icons'
import { Button, Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { asProblem } from '../../../api/problem'
import { useMay } from '../../../lib/permissions'
import { useNarrow } from '../../../lib/useNarrow'
import EmptyState from '../../../ui/EmptyState'
import ErrorState from '../../../ui/ErrorState'
import Money from '../../../ui/Money'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import BrokerGate from '../components/BrokerGate'
import CellText from '../components/CellText'
import TakeQuote from '../components/TakeQuote'
import '../policies.css'
import { reasonOf } from '../reason'
import { type BrokerPage, type Comparison, type CompareRow, type Quoted, useComparison } from '../queries'

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

/** The grid with two of its quotes: a phone has no room for more. */
function only(of: Comparison, pair: readonly number[]): Comparison {
  const pick = <T,>(cells: readonly T[]) => pair.flatMap((n) => (n < cells.length ? [cells[n] as T] : []))
  return {
    ...of, quotes: pick(of.quotes), scenarios: of.scenarios.map((each) => ({ ...each, costs: pick(each.costs) })),
    rows: of.rows.map((row) => {
      const cells = pick(row.cells)
      return { ...row, cells, differs: new Set(cells.map((cell) => JSON.stringify(cell))).size > 1 }
    }),
  }
}

export default function ComparePage() {
  const { t } = useTranslation()
  const { rfq = '' } = useParams()
  const asked = useComparison(rfq)
  const [differing, setDiffering] = useState(true)
  const [taking, setTaking] = useState<Quoted | null>(null)
  const mayBind = useMay('bind')
  const narrow = useNarrow()
  const [pair, setPair] = useState<[number, number]>([0, 1])
  const all = asked.data
  const choosing = narrow && (all?.quotes.length ?? 0) > 2
  const of = all && choosing ? only(all, pair) : all
  const crumbs = [{ label: t('insurance.proposal.own'), to: '/e/insurance/proposals' }, { label: t('policies.compare.title') }]
  if (asked.isPending) return <><PageHeader title={t('policies.compare.title')} /><SkeletonRows rows={10} /></>
  const problem = asked.error ? asProblem(asked.error) : null
  if (problem?.code === 'policies.broker_pages_open') return (
    <>
      <PageHeader title={t('policies.compare.title')} crumbs={crumbs} />
      <BrokerGate proposal={rfq} missing={(problem.facts.missing ?? []) as BrokerPage['kind'][]} done={() => void asked.refetch()} />
    </>
  )
  if (asked.isError || !of) return <><PageHeader title={t('policies.compare.title')} /><ErrorState error={asked.error} retry={() => void asked.refetch()} /></>
  const every = all?.quotes ?? []
  const open = every.filter((quote) => quote.standing === 'open').length
  const hidden = of.rows.filter((row) => row.foldable && !row.differs && !ALWAYS.has(row.term)).length
  return (
    <>
      <PageHeader title={t('policies.compare.of', { line: t(`insurance.line.${of.line}`) })}
        sub={t('policies.compare.sub', { number: of.number, open, all: every.length })} crumbs={crumbs}
        extra={of.quotes.length > 0 && <div className="pol-tools">
          <label><Switch checked={differing} onChange={setDiffering} aria-label={t('policies.compare.differing')} /> {t('policies.compare.differing')}</label>
          {differing && <span className="zr-sub">{t('policies.compare.hidden', { count: hidden })}</span>}
          <Button icon={<PrinterOutlined aria-hidden />} onClick={() => window.print()}>{t('policies.compare.print')}</Button>
        </div>} />
      {of.quotes.length === 0
        ? <EmptyState title={t('policies.compare.empty')} text={t('policies.compare.empty_text')} />
        : <Panel flush>
          {choosing && <div className="pol-pair">
            {([0, 1] as const).map((place) => (
              <label key={place} className="zr-field">
                {t('policies.compare.pick', { n: place + 1 })}
                <select className="pol-select" value={pair[place]} onChange={(event) => setPair(place === 0 ? [Number(event.target.value), pair[1]] : [pair[0], Number(event.target.value)])}>
                  {every.map((quote, n) => <option key={keyOf(quote)} value={n} disabled={n === pair[1 - place]}>{quote.insurer}{quote.number && ` · ${quote.number}`}</option>)}
                </select>
              </label>
            ))}
          </div>}
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
                      {quote.standing !== 'open' && <div>{t(`policies.standing.${quote.standing}`)}<div className="zr-sub">{reasonOf(quote.reason, t)}</div></div>}
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
