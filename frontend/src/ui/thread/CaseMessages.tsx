/** What firm and bank write to each other on an application, for either of them. */
import { Button } from 'antd'
import { type RefObject, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'react-router'
import { draftName } from '../../lib/drafts'
import { useMe } from '../../lib/permissions'
import EmptyState from '../EmptyState'
import ErrorState from '../ErrorState'
import SkeletonRows from '../SkeletonRows'
import Thread from './Thread'
import WriteBox from './WriteBox'
import { useCaseMessages, useMarkRead, useWriteMessage } from './queries'

/** Whether the element was on the screen since it came. */
function useSeen(of: RefObject<HTMLElement | null>, present: boolean) {
  const [seen, setSeen] = useState(false)
  useEffect(() => {
    if (!present || of.current === null) return
    const watch = new IntersectionObserver((entries) => { if (entries.some((each) => each.isIntersecting)) setSeen(true) })
    watch.observe(of.current)
    return () => watch.disconnect()
  }, [of, present])
  return seen
}

export default function CaseMessages({ id, label, over }: { id: string; label: string; over: boolean }) {
  const { t } = useTranslation()
  const found = useCaseMessages(id)
  const write = useWriteMessage(id)
  const { mutate: markRead } = useMarkRead(id)
  const keepAs = `case-message-${id}`
  const kept = draftName(useMe().member.id, keepAs)
  const [writing, setWriting] = useState(() => localStorage.getItem(kept) !== null)
  const end = useRef<HTMLDivElement>(null)
  const seen = useSeen(end, found.data !== undefined)
  const newest = found.data?.pages[0]
  const unread = newest?.unread ?? 0
  const last = newest?.items[0]?.n
  useEffect(() => {
    if (seen && unread > 0 && last !== undefined) markRead(last)
  }, [seen, unread, last, markRead])
  const { hash } = useLocation()
  useEffect(() => {
    if (hash === '#messages' && last !== undefined) end.current?.scrollIntoView({ block: 'center' })
  }, [hash, last])
  if (found.isPending) return <SkeletonRows rows={3} />
  if (found.isLoadingError || newest === undefined) return <ErrorState compact error={found.error} retry={() => void found.refetch()} />
  const said = found.data.pages.flatMap((page) => page.items).toReversed()
  return (
    <div aria-live="polite">
      {found.hasNextPage && <Button size="small" loading={found.isFetchingNextPage} onClick={() => void found.fetchNextPage()}>{t('thread.earlier')}</Button>}
      {said.length > 0 ? <Thread messages={said} /> : <EmptyState title={t('thread.none')} text={newest.may_write ? t('thread.noneText') : undefined} />}
      <div ref={end} />
      {!newest.may_write && <p className="zr-sub">{t(over ? 'thread.closed' : 'thread.readOnly')}</p>}
      {newest.may_write && !writing && <Button onClick={() => setWriting(true)}>{t('thread.open')}</Button>}
      {newest.may_write && writing && <WriteBox keepAs={keepAs} label={label} button={t('thread.send')} papersHelp={t('thread.casePapers')} send={(message) => write.mutateAsync(message)} />}
    </div>
  )
}
