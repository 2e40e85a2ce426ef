/** What the flow of money leaves to a person: disputes, amounts that differ, refunds that failed. */
import '../treasury.css'
import { Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { formatDateTime } from '../../../lib/dates'
import { useMay } from '../../../lib/permissions'
import { useListState } from '../../../lib/useListState'
import ConfirmAction from '../../../ui/ConfirmAction'
import Listing from '../../../ui/Listing'
import Mark from '../../../ui/Mark'
import Money from '../../../ui/Money'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import { type Task, useDesk, useTasks } from '../queries'

const DEFAULTS = { show: 'open', cursor: '' }

export default function TasksPage() {
  const { t } = useTranslation()
  const { state, set } = useListState(DEFAULTS)
  const all = state.show === 'all'
  const asked = useTasks(all, state.cursor ?? '')
  const may = useMay('handle_money')
  const { settle } = useDesk()
  const kind = (row: Task) => t(`money.task.${row.kind}`)
  const charge = (row: Task) => (row.charge_id ? <Link to={`/pay/${row.charge_id}`}>{row.reference ?? t('money.postings.toCharge')}</Link> : '—')
  const end = (row: Task) => {
    if (row.settled_at) return <><Mark tone="success">{t('money.tasks.settled')}</Mark><div className="zr-sub">{row.settled_by_name} · {formatDateTime(row.settled_at)}</div><div className="zr-sub zr-said">{row.resolution}</div></>
    if (!may) return <Mark tone="warning">{t('money.tasks.open')}</Mark>
    return (
      <ConfirmAction label={t('money.tasks.settle')} title={kind(row)} text={t('money.tasks.settleText')} asks="reason" button={{ size: 'small' }}
        run={(words) => settle(row.id, words)} />
    )
  }
  return (
    <>
      <PageHeader title={t('money.tasks.title')} sub={t('money.tasks.sub')} />
      <Panel flush header={
        <Segmented value={all ? 'all' : 'open'} onChange={(next) => set({ show: next === 'all' ? 'all' : null })} aria-label={t('money.tasks.show')}
          options={(['open', 'all'] as const).map((value) => ({ value, label: t(`money.tasks.view.${value}`) }))} />
      }>
        <Listing<Task>
          asked={asked}
          keyOf={(row) => row.id}
          empty={{ title: t('money.tasks.empty'), text: t('money.tasks.emptyText'), action: <Link to="/o/money/ledger">{t('money.ledger.title')}</Link> }}
          columns={[
            { title: t('money.tasks.at'), key: 'at', width: 160, render: (_, row) => <span className="num">{formatDateTime(row.opened_at)}</span> },
            { title: t('money.tasks.what'), key: 'what', render: (_, row) => <><strong>{kind(row)}</strong><div className="zr-sub">{t(`money.taskText.${row.kind}`)}</div><div className="zr-sub"><code>{row.external_id}</code></div></> },
            { title: t('money.tasks.charge'), key: 'charge', width: 150, render: (_, row) => charge(row) },
            { title: t('money.tasks.amount'), key: 'amount', width: 150, align: 'right', render: (_, row) => <Money fen={row.amount_fen} exact /> },
            { title: t('money.tasks.end'), key: 'end', width: 240, render: (_, row) => end(row) },
          ]}
          card={(row) => (
            <>
              <span className="mo-line"><strong>{kind(row)}</strong><Money fen={row.amount_fen} exact /></span>
              <span className="zr-sub">{t(`money.taskText.${row.kind}`)}</span>
              <span className="mo-line zr-sub"><span className="num">{formatDateTime(row.opened_at)}</span>{charge(row)}</span>
              {end(row)}
            </>
          )}
        />
      </Panel>
    </>
  )
}
