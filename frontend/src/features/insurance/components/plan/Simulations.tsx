/** The simulations of a plan: asked for, watched, left and found again; each with what it found. */
import { App, Button, Progress, Select } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { formatDateTime } from '../../../../lib/dates'
import { useListState } from '../../../../lib/useListState'
import EmptyState from '../../../../ui/EmptyState'
import ErrorState from '../../../../ui/ErrorState'
import FormProblem from '../../../../ui/FormProblem'
import Mark from '../../../../ui/Mark'
import Pager from '../../../../ui/Pager'
import Panel from '../../../../ui/Panel'
import SkeletonRows from '../../../../ui/SkeletonRows'
import { isOver, percent } from '../../model/simulation'
import { type Plan, type Simulation, useBook, usePlans, useSimulate, useSimulation, useSimulations } from '../../queries'
import Found from './Found'

const TONES = { queued: 'pending', running: 'info', done: 'success', failed: 'danger' } as const

export default function Simulations({ plan, changed }: { plan: Plan; changed: boolean }) {
  const { t } = useTranslation()
  const { state, set } = useListState()
  const runs = useSimulations(plan.id, state.runs)
  const shown = state.run ?? runs.data?.items[0]?.id
  return (
    <Panel title={t('insurance.simulation.title')} sub={t(changed ? 'insurance.try.sub_changed' : 'insurance.simulation.sub')}>
      <div className="zi-stack">
        {plan.allowed_actions.includes('rate') && <Ask plan={plan} onAsked={(id) => set({ run: id, runs: null })} />}
        {runs.isPending && <SkeletonRows rows={3} />}
        {runs.isLoadingError && <ErrorState compact error={runs.error} retry={() => void runs.refetch()} />}
        {runs.data?.items.length === 0 && <EmptyState title={t('insurance.simulation.empty')} text={t('insurance.simulation.empty_text')} />}
        {runs.data && runs.data.items.length > 0 && (
          <>
            <ul className="zi-list" aria-label={t('insurance.simulation.runs')}>
              {runs.data.items.map((run) => (
                <li key={run.id} aria-current={run.id === shown ? 'true' : undefined}>
                  <span>
                    <button type="button" className="zi-link" onClick={() => set({ run: run.id })}>{t('insurance.simulation.run', { at: formatDateTime(run.created_at), name: run.maker })}</button>
                    <span className="zr-sub">{run.against ? t('insurance.simulation.against', { code: run.against }) : t('insurance.simulation.alone')} · {t('insurance.simulation.risks', { count: run.total })}</span>
                  </span>
                  <Mark tone={TONES[run.state]}>{t(`insurance.simulation.state.${run.state}`)}</Mark>
                </li>
              ))}
            </ul>
            <Pager name="runs" next={runs.data.next} total={runs.data.total} label={t('insurance.simulation.runs')} />
          </>
        )}
        {shown && <Shown plan={plan} id={shown} />}
      </div>
    </Panel>
  )
}

function Ask({ plan, onAsked }: { plan: Plan; onAsked: (id: string) => void }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const id = useId()
  const plans = usePlans({ limit: 100 })
  const book = useBook()
  const simulate = useSimulate(plan.id)
  const [against, setAgainst] = useState('')
  const others = plans.data?.items.filter((each) => each.published_at && each.id !== plan.id) ?? []
  return (
    <>
      <div className="zi-bar zi-ask">
        <div className="zr-field">
          <label htmlFor={id}>{t('field.against')}</label>
          <Select id={id} value={against} onChange={setAgainst} popupMatchSelectWidth={false}
            options={[{ value: '', label: t('insurance.simulation.newest') }, ...others.map((each) => ({ value: each.code, label: each.code }))]} />
        </div>
        <Button type="primary" loading={simulate.isPending} onClick={() => simulate.mutate(against || null, {
          onSuccess: (run) => {
            void message.success(t('insurance.simulation.asked'))
            onAsked(run.id)
          },
        })}>{t('insurance.simulation.ask')}</Button>
        <span className="zr-sub">{book.data && t('insurance.simulation.book', { n: book.data.total })}</span>
      </div>
      <FormProblem error={simulate.error} />
    </>
  )
}

function Shown({ plan, id }: { plan: Plan; id: string }) {
  const { t } = useTranslation()
  const found = useSimulation(plan.id, id)
  if (found.isPending) return <SkeletonRows rows={4} />
  if (found.isLoadingError) return <ErrorState compact error={found.error} retry={() => void found.refetch()} />
  const run = found.data
  return run.result ? <Found run={run} result={run.result} /> : <Running run={run} failed={t('insurance.simulation.failed')} />
}

function Running({ run, failed }: { run: Simulation; failed: string }) {
  const { t } = useTranslation()
  if (run.state === 'failed') return <p role="alert">{failed}</p>
  return (
    <div role="status">
      <p>{t('insurance.simulation.progress', { done: run.done, total: run.total })}{!isOver(run) && <> <Link to="/i">{t('insurance.simulation.leave')}</Link></>}</p>
      <Progress percent={percent(run)} status="active" aria-label={t('insurance.simulation.title')} />
    </div>
  )
}
