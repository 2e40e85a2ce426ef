/** A list in all its states: on its way, failed, empty, filtered empty, as a table or as cards. */
import { Button, Table, type TableColumnsType } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useNarrow } from '../lib/useNarrow'
import EmptyState from './EmptyState'
import ErrorState from './ErrorState'
import Pager from './Pager'
import SkeletonRows from './SkeletonRows'

interface Asked<T> {
  data: { items: T[]; next: string | null; total: number | string } | undefined
  error: unknown
  isPending: boolean
  isLoadingError: boolean
  refetch: () => unknown
}

interface Props<T> {
  asked: Asked<T>
  columns: TableColumnsType<T>
  keyOf: (row: T) => string
  card: (row: T) => ReactNode
  empty: { title: string; text: string; action?: ReactNode }
  /** Set while a filter is on: what clears it. */
  clear?: (() => void) | undefined
  narrowAt?: number
  paged?: boolean
  rows?: number
  /** The row that the keys of a list of work are at. */
  work?: { at: number; point: (at: number) => void }
}

export default function Listing<T extends object>(props: Props<T>) {
  const { asked, columns, keyOf, card, empty, clear, narrowAt = 900, paged = true, rows = 6, work } = props
  const { t } = useTranslation()
  const narrow = useNarrow(narrowAt)
  if (asked.isPending) return <SkeletonRows rows={rows} />
  if (asked.isLoadingError || !asked.data) return <ErrorState compact error={asked.error} retry={() => void asked.refetch()} />
  const { items, next, total } = asked.data
  if (items.length === 0 && clear) {
    return (
      <EmptyState title={t('common.filteredEmpty.title')} text={t('common.filteredEmpty.text')}
        action={<Button onClick={clear}>{t('common.clear')}</Button>} />
    )
  }
  if (items.length === 0) return <EmptyState {...empty} />
  return (
    <>
      {narrow ? (
        <ul className="zr-cards">
          {items.map((row) => <li key={keyOf(row)} className="zr-card">{card(row)}</li>)}
        </ul>
      ) : (
        <Table<T> size="small" rowKey={keyOf} columns={columns} dataSource={items} pagination={false} {...(work && {
          rowClassName: (_: T, place: number) => (place === work.at ? 'zr-row-now' : ''),
          onRow: (_: T, place?: number) => ({ onClick: () => work.point(place ?? 0), 'aria-current': place === work.at ? 'true' as const : undefined }),
        })} />
      )}
      {paged && <Pager next={next} total={total} />}
    </>
  )
}
