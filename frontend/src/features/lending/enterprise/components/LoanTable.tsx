import { Table } from 'antd'
import type { ColumnsType } from 'antd/es/table'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import Money from '../../../../ui/Money'
import StatusTag from '../../../../ui/StatusTag'
import { formatDateTime } from '../../../../lib/dates'
import { nextOf, type Application } from '../model'
import Clock from './Clock'

const P = 'lending_enterprise'

export default function LoanTable({ items }: { items: Application[] }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const columns: ColumnsType<Application> = [
    {
      key: 'clock',
      title: t(`${P}.list.col.clock`),
      width: 230,
      render: (_, item) => <Clock clock={item.clock} offer={item.offer} />,
    },
    {
      key: 'number',
      title: t(`${P}.list.col.number`),
      width: 150,
      render: (_, item) => (
        <Link to={`/e/loans/${item.id}`} className="nowrap num">
          {item.number}
        </Link>
      ),
    },
    {
      key: 'product',
      title: t(`${P}.list.col.product`),
      render: (_, item) => (
        <span className="le-two">
          <span>{item.product.name}</span>
          <span className="muted">{item.lender.name}</span>
        </span>
      ),
    },
    {
      key: 'amount',
      title: t(`${P}.list.col.amount`),
      width: 140,
      align: 'right',
      render: (_, item) => (
        <span className="le-two num">
          <Money fen={item.amount_fen} bare />
          <span className="muted">{t(`${P}.months`, { n: item.term_months })}</span>
        </span>
      ),
    },
    {
      key: 'state',
      title: t(`${P}.list.col.state`),
      width: 150,
      render: (_, item) => <StatusTag subject="loan_application" state={item.state} />,
    },
    {
      key: 'updated',
      title: t(`${P}.list.col.updated`),
      width: 150,
      render: (_, item) => (
        <span className="muted num nowrap">{formatDateTime(item.updated_at)}</span>
      ),
    },
    {
      key: 'action',
      title: t(`${P}.list.col.action`),
      width: 120,
      render: (_, item) => (
        <Link to={`/e/loans/${item.id}`} aria-label={`${t(`${P}.list.next.${nextOf(item)}`)} ${item.number}`}>
          {t(`${P}.list.next.${nextOf(item)}`)}
        </Link>
      ),
    },
  ]
  return (
    <Table<Application>
      size="small"
      rowKey="id"
      columns={columns}
      dataSource={items}
      pagination={false}
      scroll={{ x: 1000 }}
      onRow={(item) => ({
        onDoubleClick: () => void navigate(`/e/loans/${item.id}`),
      })}
      aria-label={t(`${P}.list.caption`)}
    />
  )
}
