/** The annual fees that somebody has to see to, and the statement that one is paid. */
import { Button, Modal } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { today } from '../../../lib/dates'
import type { Tone } from '../../../lib/status'
import { DayField } from '../../../ui/DayField'
import FormProblem from '../../../ui/FormProblem'
import Listing from '../../../ui/Listing'
import Mark from '../../../ui/Mark'
import Panel from '../../../ui/Panel'
import { completeFeeTask, type FeeTask, useCompleteFeeTask, useFeeTasks } from '../queries'
import CompleteMany from './CompleteMany'

const TONE: Record<string, Tone> = { '-90': 'neutral', '-30': 'pending', 0: 'warning', 30: 'danger' }

export default function FeeTasks() {
  const { t } = useTranslation()
  const [one, setOne] = useState<FeeTask | null>(null)
  const [selected, select] = useState<string[]>([])
  const asked = useFeeTasks()
  const complete = useCompleteFeeTask()
  const items = asked.data?.items ?? []
  const chooses = items.some((task) => task.allowed_actions.includes('completion'))
  const nameOf = (task: FeeTask) => `${task.title || task.label} · ${t('portfolio.feeYear', { n: task.year })}`
  const mark = (task: FeeTask) => <Mark tone={TONE[task.step] ?? 'neutral'}>{t(`portfolio.fees.tasks.step.${task.step}`)}</Mark>
  const patent = (task: FeeTask) => (
    <>
      <Link to={`/e/ip/${task.asset_id}`}>{task.title || task.label}</Link>
      <div className="zr-sub num">{task.label} · {t('portfolio.feeYear', { n: task.year })}</div>
    </>
  )
  const due = (task: FeeTask) => <span className="num">{t('portfolio.fees.tasks.due', { due: task.due_on, late: task.late_until })}</span>
  const act = (task: FeeTask) =>
    task.allowed_actions.includes('completion') && <Button size="small" onClick={() => setOne(task)}>{t('portfolio.fees.tasks.done')}</Button>
  return (
    <Panel flush title={t('portfolio.fees.tasks.title')} sub={t('portfolio.fees.tasks.sub')}>
      <CompleteMany<FeeTask, string> chosen={items.filter((task) => selected.includes(task.id))} select={select} nameOf={nameOf}
        act={t('portfolio.fees.tasks.done')} perform={(task, paid_on) => completeFeeTask({ id: task.id, paid_on })}
        dialog={({ n, ...of }) => <Paid {...of} title={t('portfolio.fees.tasks.askMany', { n })} />} />
      <Listing<FeeTask>
        asked={asked}
        choice={chooses ? { selected, select, nameOf } : undefined}
        keyOf={(task) => task.id}
        paged={false}
        empty={{ title: t('portfolio.fees.tasks.empty'), text: t('portfolio.fees.tasks.emptyText') }}
        columns={[
          { title: t('portfolio.fees.patent'), key: 'patent', render: (_, task) => patent(task) },
          { title: t('portfolio.fees.tasks.col'), key: 'step', width: 170, render: (_, task) => mark(task) },
          { title: t('portfolio.asset.fees.due'), key: 'due', width: 320, render: (_, task) => due(task) },
          { title: t('portfolio.list.col.action'), key: 'act', width: 120, render: (_, task) => act(task) },
        ]}
        card={(task) => (
          <>
            <span>{patent(task)}</span>
            <span>{mark(task)}</span>
            {due(task)}
            {act(task)}
          </>
        )}
      />
      {one && (
        <Paid key={one.id} title={t('portfolio.fees.tasks.ask', { title: one.title || one.label, n: one.year })} busy={complete.isPending} error={complete.error}
          onClose={() => { complete.reset(); setOne(null) }} onSend={(paid_on) => complete.mutate({ id: one.id, paid_on }, { onSuccess: () => setOne(null) })} />
      )}
    </Panel>
  )
}

interface PaidProps {
  title: string
  busy: boolean
  error?: Error | null
  onClose: () => void
  onSend: (paidOn: string) => void
}

function Paid({ title, busy, error, onClose, onSend }: PaidProps) {
  const { t } = useTranslation()
  const id = useId()
  const [day, setDay] = useState<string | undefined>(today())
  const [missing, setMissing] = useState(false)
  const send = () => {
    setMissing(!day)
    if (day) onSend(day)
  }
  return (
    <Modal open title={title} okText={t('portfolio.fees.tasks.done')} okButtonProps={{ loading: busy }} onOk={send} onCancel={onClose}>
      <p>{t('portfolio.fees.tasks.text')}</p>
      <label className="pf-label" htmlFor={id}>{t('portfolio.fees.tasks.paidOn')}</label>
      <DayField id={id} {...(day ? { value: day } : {})} onChange={setDay} upTo={today()} invalid={missing} />
      {missing && <p role="alert" className="late">{t('portfolio.fees.tasks.missing')}</p>}
      {error && <FormProblem error={error} />}
    </Modal>
  )
}
