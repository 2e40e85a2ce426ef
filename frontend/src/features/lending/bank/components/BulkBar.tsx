/** What may be done to every selected application, with the outcome row by row. */
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asProblem, sentenceFor } from '../../../../api/problem'
import type { Application } from '../model'
import { type Acts, perform } from '../queries'
import { AssignDialog } from './AssignDialog'

interface Outcome {
  number: string
  failure?: string
}

export function BulkBar({ chosen, mayAssign, me, onClear }: {
  chosen: readonly Application[]
  mayAssign: boolean
  me: string
  onClear: () => void
}) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [assigning, setAssigning] = useState(false)
  const [outcomes, setOutcomes] = useState<Outcome[]>([])
  const run = useMutation({
    mutationFn: async (body: Acts['assignment']) => {
      const done: Outcome[] = []
      for (const each of chosen) {
        try {
          await perform({ id: each.id, act: 'assignment', body })
          done.push({ number: each.number })
        } catch (problem) {
          done.push({ number: each.number, failure: sentenceFor(asProblem(problem).code, t, asProblem(problem).facts) })
        }
      }
      return done
    },
    onSuccess: async (done) => {
      setOutcomes(done)
      await client.invalidateQueries({ queryKey: ['lending'] })
      if (done.every((each) => each.failure === undefined)) onClear()
    },
  })
  const all = (test: (application: Application) => boolean) => chosen.length > 0 && chosen.every(test)
  const assignable = all((each) => each.allowed_actions.includes('assignment'))
  const mayTake = assignable && all((each) => each.assignee === null)
  const mayRelease = assignable && all((each) => each.assignee !== null && (mayAssign || each.assignee.id === me))
  const failed = outcomes.filter((each) => each.failure !== undefined)
  if (chosen.length === 0 && outcomes.length === 0) return null
  return (
    <>
      {chosen.length > 0 && (
        <div className="zb-bulk" role="region" aria-label={t('bank.queue.selected', { n: chosen.length })}>
          <strong>{t('bank.queue.selected', { n: chosen.length })}</strong>
          {mayTake && <Button size="small" loading={run.isPending} onClick={() => run.mutate({ release: false })}>{t('bank.queue.bulk_take')}</Button>}
          {assignable && mayAssign && <Button size="small" onClick={() => setAssigning(true)}>{t('bank.queue.bulk_assign')}</Button>}
          {mayRelease && <Button size="small" onClick={() => run.mutate({ release: true })}>{t('bank.queue.bulk_release')}</Button>}
          <span className="zb-spacer" />
          <span className="zb-card-sub">{t(assignable ? 'bank.queue.bulk_only' : 'bank.queue.bulk_nothing')}</span>
          <Button type="link" size="small" onClick={onClear}>{t('bank.queue.bulk_clear')}</Button>
        </div>
      )}
      {outcomes.length > 0 && (
        <Alert banner showIcon closable onClose={() => setOutcomes([])} type={failed.length > 0 ? 'warning' : 'success'}
          title={t('bank.queue.bulk_result', { ok: outcomes.length - failed.length, failed: failed.length })}
          description={failed.length === 0 ? undefined : (
            <ul className="zb-plain">
              {failed.map((each) => <li key={each.number}>{t('bank.queue.bulk_failed', { number: each.number, reason: each.failure })}</li>)}
            </ul>
          )} />
      )}
      <AssignDialog open={assigning} pending={run.isPending} onClose={() => setAssigning(false)}
        onAssign={(member_id) => run.mutate({ member_id, release: false }, { onSuccess: () => setAssigning(false) })} />
    </>
  )
}
