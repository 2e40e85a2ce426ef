import { Checkbox, Table } from 'antd'
import type { ColumnsType } from 'antd/es/table'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { type Asset, isApart } from '../model'
import { FeeDue, PledgeTag, Sourced, UseState } from './AssetBits'

interface Props {
  items: readonly Asset[]
  chosen: Map<string, Asset>
  onChoose: (asset: Asset, on: boolean) => void
  /** The row that the keys are at. */
  at: number
  onPoint: (at: number) => void
}

export default function AssetTable({ items, chosen, onChoose, at, onPoint }: Props) {
  const { t } = useTranslation()
  const allChosen = items.every((item) => chosen.has(item.right_id))
  const columns: ColumnsType<Asset> = [
    {
      key: 'choose',
      width: 44,
      title: (
        <Checkbox
          aria-label={t('portfolio.list.pickAll')}
          checked={allChosen}
          indeterminate={!allChosen && items.some((item) => chosen.has(item.right_id))}
          onChange={(event) => items.forEach((item) => onChoose(item, event.target.checked))}
        />
      ),
      render: (_, item) => (
        <Checkbox
          aria-label={t('portfolio.list.pick', { title: item.title || item.label })}
          checked={chosen.has(item.right_id)}
          onChange={(event) => onChoose(item, event.target.checked)}
        />
      ),
    },
    {
      key: 'number',
      title: t('portfolio.list.col.number'),
      width: 175,
      render: (_, item) => (
        <Link to={`/e/ip/${item.id}`} className="nowrap">
          {item.label}
        </Link>
      ),
    },
    {
      key: 'title',
      title: t('portfolio.list.col.title'),
      render: (_, item) => item.title || '—',
    },
    {
      key: 'kind',
      title: t('portfolio.list.col.kind'),
      width: 80,
      render: (_, item) => t(`portfolio.kind.${item.kind}`),
    },
    {
      key: 'source',
      title: t('portfolio.list.col.source'),
      width: 130,
      render: (_, item) => <Sourced source={item.source} asOf={item.as_of} />,
    },
    {
      key: 'expires',
      title: t('portfolio.list.col.expires'),
      width: 110,
      render: (_, item) => (
        <span className="nowrap num">{item.expires_on ?? t('portfolio.list.expiryUnknown')}</span>
      ),
    },
    {
      key: 'fee',
      title: t('portfolio.list.col.fee'),
      width: 165,
      render: (_, item) => <FeeDue fee={item.fee_due} none={isApart(item.kind)} />,
    },
    {
      key: 'pledged',
      title: t('portfolio.list.col.pledged'),
      width: 140,
      render: (_, item) => <PledgeTag asset={item} />,
    },
    {
      key: 'use',
      title: t('portfolio.list.col.use'),
      width: 140,
      render: (_, item) => <UseState asset={item} />,
    },
  ]
  return (
    <Table<Asset>
      size="small"
      rowKey="id"
      columns={columns}
      dataSource={[...items]}
      pagination={false}
      sticky={{ offsetHeader: 56 }}
      scroll={{ x: 1120 }}
      rowClassName={(item, place) => [chosen.has(item.right_id) && 'pf-row-chosen', place === at && 'zr-row-now'].filter(Boolean).join(' ')}
      onRow={(_, place) => ({ onClick: () => onPoint(place ?? 0), 'aria-current': place === at ? 'true' : undefined })}
      aria-label={t('portfolio.list.caption')}
    />
  )
}
