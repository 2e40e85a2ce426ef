import {
  EditOutlined,
  FileAddOutlined,
  FileTextOutlined,
  SafetyCertificateOutlined,
  SolutionOutlined,
} from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import Money from '../../../ui/Money'
import Panel from '../../../ui/Panel'
import { daysUntil } from '../../../lib/dates'
import type { Task } from '../model'

const ICON = {
  document: FileAddOutlined,
  sign: EditOutlined,
  offer: SolutionOutlined,
  shield: SafetyCertificateOutlined,
  draft: FileTextOutlined,
} as const

/** What needs the firm: what, who, by when, and the verb; the first is tinted and primary. */
export default function TaskList({ tasks }: { tasks: Task[] }) {
  const { t } = useTranslation()
  return (
    <Panel
      flush
      title={t('home_enterprise.todo.title')}
      sub={t('home_enterprise.todo.sub')}
      extra={<Link to="/e/loans">{t('home_enterprise.todo.all')}</Link>}
    >
      {tasks.length === 0 && <p className="muted he-pad">{t('home_enterprise.todo.none')}</p>}
      <ol className="he-tasks">
        {tasks.map((task, at) => (
          <TaskRow key={task.key} task={task} isFirst={at === 0} />
        ))}
      </ol>
    </Panel>
  )
}

function TaskRow({ task, isFirst }: { task: Task; isFirst: boolean }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const Icon = ICON[task.icon]
  const title = t(`home_enterprise.todo.${task.title}`, task.words)
  const { application, text } = task.meta
  const days = task.due === null ? null : daysUntil(task.due)
  return (
    <li className={isFirst ? 'he-task he-first' : 'he-task'}>
      <span className="he-icon" aria-hidden>
        <Icon aria-hidden />
      </span>
      <div className="he-what">
        <div className="he-title">{title}</div>
        <div className="he-meta">
          {application && (
            <>
              {application.lender.name} · {application.product.name} ·{' '}
              <Money fen={application.amount_fen} /> ·{' '}
              <span className="num nowrap">{application.number}</span>
            </>
          )}
          {text && t(`home_enterprise.todo.${text}`)}
        </div>
      </div>
      <div className="he-when num">
        {days === null || task.due === null ? (
          <span className="muted">{t('home_enterprise.todo.noLimit')}</span>
        ) : (
          <span className={days <= 2 ? 'he-urgent' : undefined}>
            {days < 0
              ? t('home_enterprise.todo.late', { n: -days })
              : days === 0
                ? t('home_enterprise.todo.today')
                : t('home_enterprise.todo.left', { n: days })}{' '}
            · <span className="nowrap">{task.due}</span>
          </span>
        )}
      </div>
      <Button
        type={isFirst ? 'primary' : 'default'}
        className="he-do"
        aria-label={`${t(`home_enterprise.todo.${task.go}`)}${t('common.colon')}${title}`}
        onClick={() => void navigate(task.to)}
      >
        {t(`home_enterprise.todo.${task.go}`)}
      </Button>
    </li>
  )
}
