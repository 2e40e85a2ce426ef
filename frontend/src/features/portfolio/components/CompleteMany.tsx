/** Many open tasks of one list ended at once: each row by itself, with its result. */
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import BulkBar from '../../../ui/worklist/BulkBar'
import { useEach } from '../../../ui/worklist/useEach'

interface Task {
  id: string
  allowed_actions: readonly string[]
}

interface Props<T extends Task, B> {
  chosen: readonly T[]
  select: (keys: string[]) => void
  nameOf: (row: T) => string
  /** What the act is called. */
  act: string
  perform: (row: T, body: B) => Promise<unknown>
  /** Asks once for what holds for all of them. */
  dialog: (asked: { n: number; busy: boolean; onClose: () => void; onSend: (body: B) => void }) => ReactNode
}

export default function CompleteMany<T extends Task, B>({ chosen, select, nameOf, act, perform, dialog }: Props<T, B>) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  const { run, outcomes, forget } = useEach<T, B>({
    nameOf, perform, queryKey: ['portfolio'], alsoRead: ['tasks'],
    onDone: (rows) => select(chosen.filter((each) => !rows.includes(each)).map((each) => each.id)),
  })
  const able = chosen.filter((row) => row.allowed_actions.includes('completion'))
  const barred = chosen.filter((row) => !able.includes(row))
  const hint = able.length === 0 ? t('worklist.nothing')
    : barred.length === 0 ? t('worklist.only')
      : t('worklist.barred', { n: barred.length, names: barred.map(nameOf).join(t('common.sep')) })
  const close = () => setAsking(false)
  return (
    <>
      <BulkBar n={chosen.length} hint={hint} onClear={() => select([])} outcomes={outcomes} onForget={forget}>
        {able.length > 0 && <Button size="small" onClick={() => setAsking(true)}>{act}</Button>}
      </BulkBar>
      {asking && dialog({ n: able.length, busy: run.isPending, onClose: close, onSend: (body) => run.mutate({ rows: able, body }, { onSettled: close }) })}
    </>
  )
}
