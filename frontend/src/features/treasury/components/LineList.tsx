/** Lines of statements with their filters: as the bank wrote them, and what became of each. */
import { Select } from 'antd'
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useListState } from '../../../lib/useListState'
import ListExportButton from '../../../ui/ListExportButton'
import Listing from '../../../ui/Listing'
import Money from '../../../ui/Money'
import Panel from '../../../ui/Panel'
import SearchField from '../../../ui/SearchField'
import StatusTag from '../../../ui/StatusTag'
import { type Line, type LineQuery, REASONS, useLines } from '../queries'
import LineActions from './LineActions'

const DEFAULTS = { state: '', direction: '', reason: '', q: '', cursor: '' }
const STATES = ['suspense', 'matched', 'settled', 'new'] as const

interface Props {
  /** Of one statement; without it the desk's own list of what waits. */
  statement?: string
}

export default function LineList({ statement }: Props) {
  const { t } = useTranslation()
  const { state, set, clear } = useListState(DEFAULTS)
  const desk = statement === undefined
  const chosen = state.state || (desk ? 'suspense' : '')
  const wanted = { state: chosen || undefined, direction: state.direction || undefined, reason: state.reason || undefined, q: state.q || undefined } as LineQuery
  const asked = useLines(statement, { ...wanted, cursor: state.cursor || undefined, limit: 20 })
  const settled = useCallback((q: string) => set({ q }), [set])
  const narrowed = Boolean(state.state || state.direction || state.reason || state.q)
  const why = (row: Line) => row.state === 'suspense' && row.reason ? t(`money.reason.${row.reason}`) : null
  const charge = (row: Line) => row.charge_id && <Link to={`/pay/${row.charge_id}`}>{row.charge_reference}</Link>
  const end = (row: Line) => (
    <div className="mo-stack mo-tight">
      <span className="mo-line mo-start"><StatusTag subject="bank_line" state={row.state} />{charge(row)}</span>
      {why(row) && <span className="zr-sub">{why(row)}</span>}
      <LineActions line={row} />
    </div>
  )
  const amount = (row: Line) => <span>{t(`money.direction.${row.direction}`)} <Money fen={row.amount_fen} currency={row.currency} exact /></span>
  const select = (name: 'state' | 'direction' | 'reason', options: readonly string[], words: string) => (
    <Select allowClear value={state[name] || undefined} onChange={(next?: string) => set({ [name]: next ?? null })} placeholder={t(`money.lines.${name}`)}
      aria-label={t(`money.lines.${name}`)} style={{ minWidth: 140 }} options={options.map((value) => ({ value, label: t(`${words}.${value}`) }))} />
  )
  return (
    <Panel flush header={
      <div className="zr-filters">
        <SearchField label={t('money.lines.search')} value={state.q ?? ''} onSettled={settled} />
        {select('state', STATES, 'status.bank_line')}
        {select('direction', ['in', 'out'], 'money.direction')}
        {select('reason', REASONS, 'money.reason')}
        <ListExportButton list="bank_statement_lines" filters={{ ...wanted, statement_id: statement }} />
      </div>
    }>
      <Listing<Line>
        asked={asked}
        keyOf={(row) => row.id}
        narrowAt={1100}
        clear={narrowed ? clear : undefined}
        empty={{ title: t(desk ? 'money.suspense.empty' : 'money.lines.empty'), text: t(desk ? 'money.suspense.emptyText' : 'money.lines.emptyText'), action: <Link to="/o/money/statements">{t('money.statements.title')}</Link> }}
        columns={[
          { title: t('money.lines.on'), key: 'on', width: 116, render: (_, row) => <span className="num">{row.booked_on}</span> },
          { title: t('money.lines.other'), key: 'other', render: (_, row) => <>{row.other_name}<div className="zr-sub num mo-break">{row.other_account}</div></> },
          { title: t('money.lines.memo'), key: 'memo', render: (_, row) => <span className="mo-break">{row.memo || '—'}<div className="zr-sub">{row.serial}</div></span> },
          { title: t('money.lines.amount'), key: 'amount', width: 160, align: 'right', render: (_, row) => <>{amount(row)}{row.left_fen > 0 && row.left_fen !== row.amount_fen && <div className="zr-sub">{t('money.lines.left')} <Money fen={row.left_fen} currency={row.currency} exact /></div>}</> },
          { title: t('money.lines.end'), key: 'end', width: 340, render: (_, row) => end(row) },
        ]}
        card={(row) => (
          <>
            <span className="mo-line"><strong className="mo-break">{row.other_name}</strong>{amount(row)}</span>
            <span className="mo-line zr-sub"><span className="num">{row.booked_on}</span><span className="mo-break">{row.memo}</span></span>
            {end(row)}
          </>
        )}
      />
    </Panel>
  )
}
