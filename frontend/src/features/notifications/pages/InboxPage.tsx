/** What happened in the matters of the reader's organisation, newest first. */
import { Button, Segmented } from 'antd'
import { Fragment, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { formatDateTime } from '../../../lib/dates'
import { HOME, type Session, useMe } from '../../../lib/permissions'
import { useListState } from '../../../lib/useListState'
import EmptyState from '../../../ui/EmptyState'
import ErrorState from '../../../ui/ErrorState'
import FormProblem from '../../../ui/FormProblem'
import PageHeader from '../../../ui/PageHeader'
import Pager from '../../../ui/Pager'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import { type Message, placeOf, sentenceOf } from '../model'
import { useInbox, useReading } from '../queries'
import { inDigests } from '../settings'
import '../notifications.css'

const DEFAULTS = {}

export default function InboxPage() {
  const { t } = useTranslation()
  const me = useMe()
  const navigate = useNavigate()
  const { state, set } = useListState(DEFAULTS)
  const onlyUnread = state.unread === 'true'
  const inbox = useInbox(onlyUnread, state.cursor ?? null)
  const reading = useReading()
  const [error, setError] = useState<unknown>(null)
  const run = (asked: Promise<void>) => {
    setError(null)
    asked.catch(setError)
  }
  const items = inbox.data?.items ?? []
  const home = HOME[me.organisation.kind]
  return (
    <>
      <PageHeader title={t('notifications.page.title')} sub={t('notifications.page.sub')}
        extra={
          <>
            {items.some((each) => !each.read_at) && <Button onClick={() => run(reading.readAll())}>{t('notifications.page.readAll')}</Button>}
            <Button onClick={() => void navigate('/account/notifications')}>{t('notifications.settings.title')}</Button>
          </>
        } />
      <Segmented aria-label={t('notifications.page.filter')} value={onlyUnread ? 'unread' : 'all'} style={{ justifySelf: 'start' }}
        onChange={(value) => set({ unread: value === 'unread' ? 'true' : null })}
        options={[{ value: 'all', label: t('common.all') }, { value: 'unread', label: t('notifications.page.unread') }]} />
      <FormProblem error={error} />
      <Panel flush>
        {inbox.isPending && <SkeletonRows rows={8} />}
        {inbox.isLoadingError && <ErrorState compact error={inbox.error} retry={() => void inbox.refetch()} />}
        {inbox.data && items.length === 0 && (
          <EmptyState title={t(onlyUnread ? 'notifications.page.noneUnread' : 'notifications.page.none')} text={t('notifications.page.noneText')}
            action={onlyUnread ? <Button onClick={() => set({ unread: null })}>{t('common.clear')}</Button> : <Link to={home}>{t('common.home')}</Link>} />
        )}
        {inDigests(items).map((group) => (
            <Fragment key={group.items[0]?.id}>
              {group.digest && <h2 className="zr-digest">{t('notifications.page.digest', { at: formatDateTime(group.digest), n: group.items.length })}</h2>}
              <ul className="zr-inbox">
                {group.items.map((message) => <Row key={message.id} message={message} kind={me.organisation.kind} read={() => run(reading.read(message.id))} />)}
              </ul>
            </Fragment>
          ))}
        {inbox.data && items.length > 0 && <Pager next={inbox.data.next ?? null} total={inbox.data.total} />}
      </Panel>
    </>
  )
}

function Row({ message, kind, read }: { message: Message; kind: Session['organisation']['kind']; read: () => void }) {
  const { t } = useTranslation()
  const place = placeOf(message, kind)
  const words = sentenceOf(message, t)
  const isUnread = message.read_at === null
  return (
    <li data-unread={isUnread}>
      <div>
        {isUnread && <span className="zr-hidden">{t('notifications.page.unread')}</span>}
        <div className="zr-inbox-words">
          {place ? <Link to={place} onClick={() => isUnread && read()}>{words}</Link> : words}
        </div>
        <span className="zr-sub num">{formatDateTime(message.occurred_at)} · {message.sender || t('notifications.page.platform')}</span>
      </div>
      {isUnread && <Button size="small" aria-label={t('notifications.page.readThis', { words })} onClick={read}>{t('notifications.page.read')}</Button>}
    </li>
  )
}
