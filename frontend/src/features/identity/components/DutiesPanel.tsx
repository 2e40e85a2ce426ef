/** Which roles need a second factor: by the platform's rule, and by the organisation's own. */
import { App, Button, Table } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDate, formatDateTime } from '../../../lib/dates'
import { useNarrow } from '../../../lib/useNarrow'
import ErrorState from '../../../ui/ErrorState'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import { type RoleTerms, useRoleTerms } from '../queries'
import DutyForm from './DutyForm'

export default function DutiesPanel() {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const narrow = useNarrow()
  const terms = useRoleTerms()
  const [form, setForm] = useState<{ terms: RoleTerms; obliged: boolean } | null>(null)
  const roleOf = (row: RoleTerms) => t(`role.${row.role}`)
  const since = (term: { from_on: string; grace_days: number }) => t('identity.duty.from', { day: formatDate(term.from_on), n: term.grace_days })
  const platform = (row: RoleTerms) => (row.platform ? since(row.platform) : t('identity.duty.none'))
  const own = (row: RoleTerms) => (
    <div>
      <div>{row.own ? since(row.own) : t('identity.duty.none')}</div>
      {row.to_come && <div>{row.to_come.obliged ? since(row.to_come) : t('identity.duty.until', { day: formatDate(row.to_come.from_on) })}</div>}
      {(row.to_come ?? row.own) && <div className="zr-sub">{t('identity.duty.by', { name: (row.to_come ?? row.own)?.made_by_name, at: formatDateTime((row.to_come ?? row.own)?.made_at) })}</div>}
    </div>
  )
  const verbs = (row: RoleTerms) => row.allowed_actions.includes('term') && (
    <div className="zr-person-actions">
      <Button size="small" aria-label={t(row.own ? 'identity.duty.changeOf' : 'identity.duty.obligeOf', { role: roleOf(row) })} onClick={() => setForm({ terms: row, obliged: true })}>
        {t(row.own ? 'identity.duty.change' : 'identity.duty.oblige')}
      </Button>
      {(row.own || row.to_come?.obliged) && (
        <Button size="small" aria-label={t('identity.duty.endOf', { role: roleOf(row) })} onClick={() => setForm({ terms: row, obliged: false })}>{t('identity.duty.end')}</Button>
      )}
    </div>
  )
  const items = terms.data?.items ?? []
  return (
    <Panel title={t('identity.duty.title')} sub={t('identity.duty.sub')} flush>
      {terms.isPending && <SkeletonRows rows={3} />}
      {terms.isLoadingError && <ErrorState error={terms.error} retry={() => void terms.refetch()} compact />}
      {narrow && items.length > 0 && (
        <ul className="zr-cards">
          {items.map((row) => (
            <li key={row.role} className="zr-card">
              <strong>{roleOf(row)}</strong>
              <dl className="zr-facts">
                <div><dt>{t('identity.duty.platform')}</dt><dd>{platform(row)}</dd></div>
                <div><dt>{t('identity.duty.own')}</dt><dd>{own(row)}</dd></div>
              </dl>
              {verbs(row)}
            </li>
          ))}
        </ul>
      )}
      {!narrow && items.length > 0 && (
        <Table<RoleTerms> size="small" rowKey="role" pagination={false} dataSource={items} columns={[
          { key: 'role', title: t('identity.duty.role'), render: (_, row) => roleOf(row) },
          { key: 'platform', title: t('identity.duty.platform'), render: (_, row) => platform(row) },
          { key: 'own', title: t('identity.duty.own'), render: (_, row) => own(row) },
          { key: 'verbs', title: t('identity.duty.actions'), render: (_, row) => verbs(row) },
        ]} />
      )}
      {form && <DutyForm {...form} close={() => setForm(null)} saved={() => {
        setForm(null)
        void message.success(t('identity.duty.saved'))
      }} />}
    </Panel>
  )
}
