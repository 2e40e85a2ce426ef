/** A second person says what he found and where he looked: in a dialog, beside what is to be checked. */
import { Button, Form, Input, Modal, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { today } from '../../../lib/dates'
import { tellLate } from '../../../lib/late'
import { useNewest } from '../../../lib/useNewest'
import { DayField } from '../../../ui/DayField'
import FormProblem from '../../../ui/FormProblem'
import type { Finding } from '../stated'

interface Values {
  outcome: Finding['outcome']
  looked_in: string
  looked_on: string
  reason?: string
}

interface Props {
  label: string
  title: string
  primary?: boolean
  disabled?: boolean
  run: (body: Finding) => Promise<unknown>
}

export default function FindingAction({ label, title, primary = false, disabled = false, run }: Props) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const [form] = Form.useForm<Values>()
  const outcome = Form.useWatch('outcome', form)
  const close = () => {
    setOpen(false)
    setError(null)
  }
  const ask = useNewest()
  const send = async (values: Values) => {
    const [isHere, from] = [ask(), location.pathname + location.search]
    setBusy(true)
    setError(null)
    try {
      await run({ ...values, reason: values.reason?.trim() || null })
      close()
    } catch (problem) {
      // Its row was read again and is no longer one to look at.
      if (!isHere()) tellLate(problem, from)
      setError(problem)
    } finally {
      setBusy(false)
    }
  }
  const required = [{ required: true, whitespace: true, message: t('common.required') }]
  return (
    <>
      <Button type={primary ? 'primary' : 'default'} size={primary ? 'middle' : 'small'} disabled={disabled} onClick={() => setOpen(true)}>{label}</Button>
      <Modal open={open} title={title} onCancel={close} onOk={() => form.submit()} confirmLoading={busy} okText={t('district.stated.submit_check')} destroyOnHidden>
        <Form form={form} layout="vertical" requiredMark={false} className="zr-form d-form" onFinish={(values) => void send(values)}
          preserve={false} initialValues={{ looked_on: today() }}>
          <Form.Item name="outcome" label={t('district.outcome')} rules={[{ required: true, message: t('common.required') }]}>
            <Radio.Group options={['confirmed', 'mismatch'].map((value) => ({ value, label: t(`district.outcome_of.${value}`) }))} />
          </Form.Item>
          <Form.Item name="looked_in" label={t('district.looked_in')} rules={required}><Input maxLength={200} /></Form.Item>
          <Form.Item name="looked_on" label={t('district.looked_on')} rules={[{ required: true, message: t('common.required') }]}>
            <DayField upTo={today()} />
          </Form.Item>
          <Form.Item name="reason" label={t(outcome === 'mismatch' ? 'district.what_differs' : 'district.note')}
            rules={[{ required: outcome === 'mismatch', whitespace: true, message: t('common.required') }]}>
            <Input.TextArea rows={3} maxLength={1000} />
          </Form.Item>
          <FormProblem error={error} />
        </Form>
      </Modal>
    </>
  )
}
