/** Tasks, notifications, language, account. */
import { BellOutlined, CheckSquareOutlined, UserOutlined } from '@ant-design/icons'
import { useQuery } from '@tanstack/react-query'
import { Badge, Button, Dropdown } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { api, ok } from '../../api/client'
import { useMe } from '../../lib/permissions'
import { useNarrow } from '../../lib/useNarrow'
import { setLanguage } from '../i18n'
import { enter } from '../session'

export default function TopActions() {
  const { t, i18n } = useTranslation()
  const navigate = useNavigate()
  const narrow = useNarrow(900)
  const me = useMe()
  const unread = useQuery({
    queryKey: ['notifications', 'count'],
    queryFn: () => ok(api.GET('/api/v1/notifications/count')),
    refetchInterval: 30_000,
  })
  const tasks = useQuery({
    queryKey: ['tasks', 'count'],
    queryFn: () => ok(api.GET('/api/v1/tasks', { params: { query: { limit: 1 } } })),
    refetchInterval: 120_000,
  })
  const open = Number(tasks.data?.total ?? 0)
  const toTasks = () => void navigate('/tasks')
  const count = Number(unread.data?.unread ?? 0)
  const roles = me.member.roles.map((role) => t(`role.${role}`)).join(t('common.sep'))
  const signOut = async () => {
    await ok(api.DELETE('/api/v1/session'))
    enter(null)
    await navigate('/sign-in')
  }
  return (
    <>
      {!narrow && (
        <Badge count={open} size="small" color="#475467" offset={[-6, 10]}>
          <Button type="text" icon={<CheckSquareOutlined aria-hidden />} onClick={toTasks} aria-label={open > 0 ? t('nav.tasksN', { n: open }) : t('nav.tasks')} />
        </Badge>
      )}
      <Badge count={count} size="small" color="#b42318" offset={[-6, 10]}>
        <Button type="text" icon={<BellOutlined aria-hidden />} onClick={() => void navigate('/notifications')}
          aria-label={count > 0 ? t('nav.unread', { n: count }) : t('nav.notifications')} />
      </Badge>
      <Button type="text" lang={i18n.language === 'en' ? 'zh-CN' : 'en'} aria-label={t('nav.languageLabel')}
        onClick={() => setLanguage(i18n.language === 'en' ? 'zh-CN' : 'en')}>
        {t('nav.language')}
      </Button>
      <Dropdown
        trigger={['click']}
        menu={{
          items: [
            { key: 'who', disabled: true, label: `${me.member.name} · ${roles}` },
            ...(narrow ? [{ key: 'tasks', label: open > 0 ? t('nav.tasksN', { n: open }) : t('nav.tasks'), onClick: toTasks }] : []),
            { key: 'account', label: t('nav.account'), onClick: () => void navigate('/account') },
            { key: 'billing', label: t('nav.billing'), onClick: () => void navigate('/account/billing') },
            { key: 'out', label: t('nav.signOut'), onClick: () => void signOut() },
          ],
        }}
      >
        <Button type="text" icon={<UserOutlined aria-hidden />} aria-label={`${t('nav.account')} · ${me.member.name}`}>
          {narrow ? null : me.member.name}
        </Button>
      </Dropdown>
    </>
  )
}
