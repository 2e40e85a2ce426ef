/** What may be done to every selected application, with the outcome row by row. */
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import Bar from '../../../../ui/worklist/BulkBar'
import { useEach } from '../../../../ui/worklist/useEach'
import type { Application } from '../model'
import { type Acts, perform } from '../queries'
import { AssignDialog } from './AssignDialog'

export function BulkBar({ chosen, mayAssign, me, onClear, onDone }: {
  chosen: readonly Application[]
  mayAssign: boolean
  me: string
  onClear: () => void
  onDone: (rows: readonly Application[]) => void
}) {
  const { t } = useTranslation()
  const [assigning, setAssigning] = useState(false)
  const { run, outcomes, forget } = useEach<Application, Acts['assignment']>({
    nameOf: (row) => row.number,
    perform: (row, body) => perform({ id: row.id, act: 'assignment', body }),
    queryKey: ['lending'],
    onDone,
  })
  const act = (body: Acts['assignment'], onSuccess?: () => void) => run.mutate({ rows: chosen, body }, { onSuccess })
  const all = (test: (application: Application) => boolean) => chosen.length > 0 && chosen.every(test)
  const assignable = all((each) => each.allowed_actions.includes('assignment'))
  const mayTake = assignable && all((each) => each.assignee === null)
  const mayRelease = assignable && all((each) => each.assignee !== null && (mayAssign || each.assignee.id === me))
  return (
    <>
      <Bar n={chosen.length} hint={t(assignable ? 'worklist.only' : 'worklist.nothing')} onClear={onClear} outcomes={outcomes} onForget={forget}>
        {mayTake && <Button size="small" loading={run.isPending} onClick={() => act({ release: false })}>{t('worklist.take')}</Button>}
        {assignable && mayAssign && <Button size="small" onClick={() => setAssigning(true)}>{t('worklist.assign')}</Button>}
        {mayRelease && <Button size="small" onClick={() => act({ release: true })}>{t('worklist.release')}</Button>}
      </Bar>
      <AssignDialog open={assigning} pending={run.isPending} onClose={() => setAssigning(false)}
        onAssign={(member_id) => act({ member_id, release: false }, () => setAssigning(false))} />
    </>
  )
}
