/** A list as cards, in all its states. */
import type { ReactNode } from 'react'
import EmptyState from '../../../ui/EmptyState'
import ErrorState from '../../../ui/ErrorState'
import Pager from '../../../ui/Pager'
import SkeletonRows from '../../../ui/SkeletonRows'

interface Asked<T> {
  data: { items: T[]; next: string | null; total: number | string } | undefined
  error: unknown
  isPending: boolean
  refetch: () => unknown
}

interface Props<T> {
  asked: Asked<T>
  row: (item: T) => ReactNode
  empty: { title: string; text: string }
}

export default function Rows<T extends { id: string }>({ asked, row, empty }: Props<T>) {
  if (asked.isPending) return <SkeletonRows rows={4} />
  if (!asked.data) return <ErrorState compact error={asked.error} retry={() => void asked.refetch()} />
  if (asked.data.items.length === 0) return <EmptyState {...empty} />
  return (
    <>
      <ul className="up-rows">{asked.data.items.map((item) => <li key={item.id}>{row(item)}</li>)}</ul>
      <Pager next={asked.data.next} total={asked.data.total} />
    </>
  )
}
