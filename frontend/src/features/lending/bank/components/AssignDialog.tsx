/** Give a case to a colleague who is a maker. */
import { Form, Modal, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import FormProblem from '../../../../ui/FormProblem'
import { makers } from '../model'
import { useMembers } from '../queries'

export function AssignDialog({ open, pending, error, onClose, onAssign }: {
  open: boolean
  pending: boolean
  error?: unknown
  onClose: () => void
  onAssign: (memberId: string) => void
}) {
  const { t } = useTranslation()
  const [chosen, setChosen] = useState<string>()
  const people = makers(useMembers().data ?? [])
  return (
    <Modal open={open} title={t('bank.queue.assign_title')} onCancel={onClose} okText={t('bank.queue.assign_submit')}
      cancelText={t('bank.action.close')} confirmLoading={pending}
      onOk={() => { if (chosen !== undefined) onAssign(chosen) }} destroyOnHidden>
      <Form layout="vertical">
        <Form.Item label={t('bank.queue.assign_to')} htmlFor="assign-to">
          <Select id="assign-to" value={chosen} onChange={setChosen} placeholder={t('bank.form.choose')}
            notFoundContent={t('bank.queue.assign_none')} options={people.map((each) => ({ value: each.id, label: each.name }))} />
        </Form.Item>
        <FormProblem error={error} />
      </Form>
    </Modal>
  )
}
