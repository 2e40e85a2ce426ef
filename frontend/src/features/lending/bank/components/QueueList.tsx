/** The queue as a table, or as three-line cards where it is narrow. */
import { Checkbox, Grid, Table, type TableColumnsType } from 'antd'
import { useTranslation } from 'react-i18next'
import { useMoney } from '../../../../lib/useMoney'
import { Link } from 'react-router'
import { formatDateTime as moment } from '../../../../lib/dates'
import { wanText as wan } from '../../../../lib/fen'
import { DecisionClock } from '../../../../ui/DecisionClock'
import StatusTag from '../../../../ui/StatusTag'
import { type Application, rowFlags } from '../model'
import { RowFlags } from './Parts'

interface Props {
  items: readonly Application[]
  at: number
  peeking: boolean
  selected: readonly string[]
  hidden: readonly string[]
  hrefOf: (application: Application) => string
  onSelect: (ids: string[]) => void
  onPoint: (at: number) => void
}

/** The columns that may be left out; the firm is what leads to the case. */
export const OPTIONAL = ['clock', 'number', 'amount', 'state', 'flags', 'assignee', 'updated'] as const

export function QueueList(props: Props) {
  const screens = Grid.useBreakpoint()
  return screens.md === false ? <QueueCards {...props} /> : <QueueTable {...props} />
}

function QueueTable({ items, at, peeking, selected, hidden, hrefOf, onSelect, onPoint }: Props) {
  const { t } = useTranslation()
  const money = useMoney()
  const columns: TableColumnsType<Application> = [
    { title: t('bank.queue.col.clock'), key: 'clock', width: peeking ? 190 : 200, render: (_, row) => <DecisionClock clock={row.clock} /> },
    ...(peeking ? [] : [{
      title: t('bank.queue.col.number'), key: 'number', width: 136,
      render: (_: unknown, row: Application) => <span className="zb-nowrap">{row.number}</span>,
    }]),
    {
      title: t('bank.queue.col.firm'), key: 'firm', width: peeking ? 180 : undefined,
      render: (_, row) => (
        <span className="zb-two">
          <Link className="zb-link" to={hrefOf(row)}>{row.applicant.name}</Link>
          <small className="zb-nowrap">{peeking ? row.number : row.product.name}</small>
        </span>
      ),
    },
    {
      title: t('bank.queue.col.amount'), key: 'amount', width: 104, className: 'zb-num',
      render: (_, row) => <span title={money(row.amount_fen)}>{wan(row.amount_fen)}</span>,
    },
    { title: t('bank.queue.col.state'), key: 'state', width: 104, render: (_, row) => <StatusTag subject="loan_application" state={row.state} /> },
    { title: t('bank.queue.col.flags'), key: 'flags', width: 130, render: (_, row) => <RowFlags flags={rowFlags(row)} /> },
    {
      title: t('bank.queue.col.assignee'), key: 'assignee', width: 80,
      render: (_, row) => row.assignee?.name ?? t('bank.queue.nobody'),
    },
    ...(peeking ? [] : [{
      title: t('bank.queue.col.updated'), key: 'updated', width: 140,
      render: (_: unknown, row: Application) => <span className="zb-nowrap">{moment(row.updated_at)}</span>,
    }]),
  ]
  return (
    <Table<Application> size="small" rowKey="id" columns={columns.filter((each) => !hidden.includes(String(each.key)))} dataSource={[...items]} pagination={false}
      scroll={{ x: peeking ? 832 : 1080 }}
      rowClassName={(_, place) => (place === at ? 'zr-row-now' : '')}
      onRow={(_, place) => ({ onClick: () => onPoint(place ?? 0), 'aria-current': place === at ? 'true' : undefined })}
      rowSelection={{
        selectedRowKeys: [...selected],
        onChange: (keys) => onSelect(keys.map(String)),
        getCheckboxProps: (row) => ({ 'aria-label': t('bank.queue.select', { number: row.number }) }) as object,
        getTitleCheckboxProps: () => ({ 'aria-label': t('bank.queue.select_all') }) as object,
        columnWidth: 44,
      }} />
  )
}

function QueueCards({ items, selected, hrefOf, onSelect }: Props) {
  const { t } = useTranslation()
  const money = useMoney()
  const toggle = (id: string, on: boolean) => onSelect(on ? [...selected, id] : selected.filter((each) => each !== id))
  return (
    <ul className="zb-cards">
      {items.map((row) => (
        <li key={row.id}>
          <div>
            <span>
              <Checkbox checked={selected.includes(row.id)} aria-label={t('bank.queue.select', { number: row.number })}
                onChange={(event) => toggle(row.id, event.target.checked)} />{' '}
              <Link to={hrefOf(row)}>{row.applicant.name}</Link>
            </span>
            <strong className="zb-num">{money(row.amount_fen)}</strong>
          </div>
          <div><StatusTag subject="loan_application" state={row.state} /><DecisionClock clock={row.clock} /></div>
          <div>
            <span className="zb-card-sub">{row.number} · {row.assignee?.name ?? t('bank.queue.nobody')}</span>
            <RowFlags flags={rowFlags(row)} />
          </div>
        </li>
      ))}
    </ul>
  )
}
