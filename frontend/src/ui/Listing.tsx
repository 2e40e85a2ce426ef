/** A list in all its states: on its way, failed, empty, filtered empty, as a table or as cards. */
import { Button, Checkbox, Table, type TableColumnsType } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useHeldRows } from '../lib/useHeldRows'
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
  /** The rows that are chosen, to do something to all of them. */
  choice?: { selected: readonly string[]; select: (keys: string[]) => void; nameOf: (row: T) => string } | undefined
}

const NONE: never[] = []

export default function Listing<T extends object>(props: Props<T>) {
  const { asked, columns, keyOf, card, empty, clear, narrowAt = 900, paged = true, rows = 6, work, choice } = props
  const { t } = useTranslation()
  const narrow = useNarrow(narrowAt)
  const items = useHeldRows(asked.data?.items ?? NONE, keyOf)
  if (asked.isPending) return <SkeletonRows rows={rows} />
  if (asked.isLoadingError || !asked.data) return <ErrorState compact error={asked.error} retry={() => void asked.refetch()} />
  const { next, total } = asked.data
  const tick = ({ selected, select, nameOf }: NonNullable<typeof choice>, row: T) => (
    <Checkbox checked={selected.includes(keyOf(row))} aria-label={t('worklist.choose', { name: nameOf(row) })}
      onChange={({ target }) => select(target.checked ? [...selected, keyOf(row)] : selected.filter((key) => key !== keyOf(row)))} />
  )
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
          {items.map((row) => <li key={keyOf(row)} className="zr-card">{choice && tick(choice, row)}{card(row)}</li>)}
        </ul>
      ) : (
        <Table<T> size="small" rowKey={keyOf} columns={columns} dataSource={items} pagination={false} {...(choice && { rowSelection: {
          selectedRowKeys: [...choice.selected],
          onChange: (keys) => choice.select(keys.map(String)),
          getCheckboxProps: (row: T) => ({ 'aria-label': t('worklist.choose', { name: choice.nameOf(row) }) }) as object,
          getTitleCheckboxProps: () => ({ 'aria-label': t('worklist.choosePage') }) as object,
          columnWidth: 44,
        } })} {...(work && {
          rowClassName: (_: T, place: number) => (place === work.at ? 'zr-row-now' : ''),
          onRow: (_: T, place?: number) => ({ onClick: () => work.point(place ?? 0), 'aria-current': place === work.at ? 'true' as const : undefined }),
        })} />
      )}
      {paged && <Pager next={next} total={total} />}
    </>
  )
}
