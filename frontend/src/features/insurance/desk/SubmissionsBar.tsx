/** Submissions taken, given or let go of, many at once. */
import { Button, Form, Modal, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay, useMe } from '../../../lib/permissions'
import BulkBar from '../../../ui/worklist/BulkBar'
import { useEach } from '../../../ui/worklist/useEach'
import { type Assignment, assign, type Submission, useUnderwriters } from './queries'

interface Props {
  chosen: readonly Submission[]
  select: (keys: string[]) => void
}

export default function SubmissionsBar({ chosen, select }: Props) {
  const { t } = useTranslation()
  const me = useMe().member.id
  const underwrites = useMay('underwrite')
  const gives = useMay('set_authorities')
  const [giving, setGiving] = useState(false)
  const { run, outcomes, forget } = useEach<Submission, Assignment>({
    nameOf: (row) => `${row.number} ${row.firm}`,
    perform: (row, body) => assign(row.id, body),
    queryKey: ['underwriting'],
    onDone: (rows) => select(chosen.filter((each) => !rows.includes(each)).map((each) => each.id)),
  })
  const act = (body: Assignment, onSuccess?: () => void) => run.mutate({ rows: chosen, body }, { onSuccess })
  const all = (test: (row: Submission) => boolean) => chosen.length > 0 && chosen.every(test)
  const open = all((row) => row.allowed_actions.includes('assignment'))
  const mayTake = open && underwrites && all((row) => row.assignee_id === null)
  const mayRelease = open && all((row) => row.assignee_id !== null && (gives || row.assignee_id === me))
  const some = mayTake || mayRelease || (open && gives)
  return (
    <>
      <BulkBar n={chosen.length} hint={t(some ? 'worklist.only' : 'worklist.nothing')} onClear={() => select([])} outcomes={outcomes} onForget={forget}>
        {mayTake && <Button size="small" loading={run.isPending} onClick={() => act({ release: false })}>{t('worklist.take')}</Button>}
        {open && gives && <Button size="small" onClick={() => setGiving(true)}>{t('worklist.assign')}</Button>}
        {mayRelease && <Button size="small" loading={run.isPending} onClick={() => act({ release: true })}>{t('worklist.release')}</Button>}
      </BulkBar>
      {giving && <Give pending={run.isPending} onClose={() => setGiving(false)} onGive={(member_id) => act({ member_id, release: false }, () => setGiving(false))} />}
    </>
  )
}

function Give({ pending, onClose, onGive }: { pending: boolean; onClose: () => void; onGive: (member: string) => void }) {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState<string>()
  const people = useUnderwriters(true).data ?? []
  return (
    <Modal open title={t('insurance.desk.assign_title')} onCancel={onClose} okText={t('worklist.give')} confirmLoading={pending}
      okButtonProps={{ disabled: chosen === undefined }} onOk={() => { if (chosen !== undefined) onGive(chosen) }}>
      <Form layout="vertical">
        <Form.Item label={t('insurance.desk.assignee')} htmlFor="give-to">
          <Select id="give-to" value={chosen} onChange={setChosen} placeholder={t('insurance.desk.choose')} notFoundContent={t('insurance.desk.assign_none')}
            options={people.map((each) => ({ value: each.id, label: each.name }))} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
