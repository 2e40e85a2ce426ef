/** Search, state and overdue filters, and the order of the queue. */
import { CloseCircleOutlined, SearchOutlined } from '@ant-design/icons'
import { Button, Checkbox, Input, Select } from 'antd'
import { type ReactNode, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useGroups } from '../../desk/queries'
import type { QueueSort, QueueState } from '../useQueueState'

const STATES = [
  'submitted', 'in_review', 'waiting', 'opined', 'offered', 'accepted', 'drawable', 'drawn', 'refused',
  'declined', 'retracted', 'expired', 'withdrawn', 'committed_elsewhere', 'closed',
]
const SORTS: QueueSort[] = ['deadline', 'amount', 'updated']
const SETTLE_MS = 300

interface Props {
  state: QueueState
  filtered: boolean
  change: (part: Partial<QueueState>) => void
  clear: () => void
  /** What is done with the list as it is. */
  extra: ReactNode
}

export function QueueFilters({ state, filtered, change, clear, extra }: Props) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState(state.q)
  useEffect(() => setTyped(state.q), [state.q])
  useEffect(() => {
    if (typed.trim() === state.q) return
    const timer = setTimeout(() => change({ q: typed.trim() }), SETTLE_MS)
    return () => clearTimeout(timer)
  }, [typed, state.q, change])
  return (
    <div className="zb-filters" role="search">
      <Input value={typed} onChange={(event) => setTyped(event.target.value)} allowClear style={{ width: 220 }}
        prefix={<SearchOutlined aria-hidden />} placeholder={t('bank.queue.search')} aria-label={t('bank.queue.search_label')}
        data-search="page" />
      <Select mode="multiple" showSearch={{ optionFilterProp: 'label' }} value={state.states} onChange={(states: string[]) => change({ states })} allowClear
        style={{ minWidth: 160, maxWidth: 320 }} maxTagCount={0}
        maxTagPlaceholder={(left) => t('bank.queue.filter_state_n', { n: left.length })}
        placeholder={t('bank.queue.filter_state')} aria-label={t('bank.queue.filter_state')} optionFilterProp="label"
        options={STATES.map((each) => ({ value: each, label: t(`status.loan_application.${each}`) }))} />
      <Checkbox checked={state.overdue} onChange={(event) => change({ overdue: event.target.checked })}>
        {t('bank.queue.filter_overdue')}
      </Checkbox>
      <GroupFilter value={state.group} onChange={(group) => change({ group })} />
      <Select value={state.sort} onChange={(sort: QueueSort) => change({ sort })} style={{ width: 130 }}
        aria-label={t('bank.queue.sort')} options={SORTS.map((each) => ({ value: each, label: t(`bank.queue.sort_${each}`) }))} />
      {filtered && (
        <Button type="link" icon={<CloseCircleOutlined aria-hidden />} onClick={clear}>{t('bank.queue.clear')}</Button>
      )}
      <span className="zb-spacer" />
      {extra}
    </div>
  )
}

/** Nothing while the bank has no groups. */
function GroupFilter({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation()
  const groups = (useGroups('').data?.items ?? []).filter((each) => each.dissolved_at === null || each.id === value)
  if (groups.length === 0) return null
  return (
    <Select<string> value={value || null} onChange={(next) => onChange(next ?? '')} allowClear style={{ minWidth: 120 }} popupMatchSelectWidth={false}
      placeholder={t('desk.queue.group')} aria-label={t('desk.queue.group')} options={groups.map((each) => ({ value: each.id, label: each.name }))} />
  )
}
