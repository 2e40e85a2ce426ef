import { ClockCircleOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import Panel from '../../../ui/Panel'
import WorkdayClock from '../../../ui/WorkdayClock'
import { today } from '../../../lib/dates'
import type { Waiting } from '../model'

/** What lies with others, each with the clock that was promised; overdue in red, in words. */
export default function WaitingList({ items }: { items: Waiting[] }) {
  const { t } = useTranslation()
  return (
    <Panel flush title={t('home_enterprise.wait.title')} sub={t('home_enterprise.wait.sub')}>
      {items.length === 0 && <p className="muted he-pad">{t('home_enterprise.wait.none')}</p>}
      <ul className="he-waits">
        {items.map((item) => (
          <WaitingRow key={item.key} item={item} />
        ))}
      </ul>
    </Panel>
  )
}

function WaitingRow({ item }: { item: Waiting }) {
  const { t } = useTranslation()
  const { application } = item
  const clock = application?.state === 'accepted' ? null : (application?.clock ?? null)
  const isRunning = clock?.state === 'running'
  const isLate = isRunning ? clock.overdue : item.due !== null && item.due < today()
  const title = t(`home_enterprise.wait.${item.who}`, item.words)
  return (
    <li className="he-wait">
      <div className="he-what">
        <div className="he-wait-title">
          {application ? <Link to={`/e/loans/${application.id}`}>{title}</Link> : title}
        </div>
        <div className="he-meta num">
          {application &&
            (application.assignee
              ? t('home_enterprise.wait.meta', {
                  number: application.number,
                  name: application.assignee.name,
                })
              : t('home_enterprise.wait.metaNone', { number: application.number }))}
        </div>
      </div>
      <div className="he-wait-clock">
        {isRunning && (
          <WorkdayClock
            total={clock.working_days_total}
            used={clock.working_days_used}
            overdue={clock.overdue}
            label={t('home_enterprise.wait.clock', {
              used: clock.working_days_used,
              total: clock.working_days_total,
            })}
          />
        )}
        <span className={isLate ? 'he-late' : 'he-due num'}>
          {isLate && <ClockCircleOutlined aria-hidden />}{' '}
          {isLate
            ? t(`home_enterprise.wait.${isRunning ? 'late' : 'lateRegister'}`)
            : item.due
              ? t(`home_enterprise.wait.${item.who === 'defect' || item.who === 'warned' ? 'dueAct' : 'due'}`, { date: item.due })
              : t('home_enterprise.wait.noClock')}
        </span>
      </div>
    </li>
  )
}
