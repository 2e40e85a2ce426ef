/** A value is put to the other side; the other side's is refused with why. */
import { Form, Input, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { today } from '../../../lib/dates'
import { DayField } from '../../../ui/DayField'
import FormProblem from '../../../ui/FormProblem'
import { useAnswer, usePropose } from './queries'
import { fenOf, type Spread } from './spread'
import SpreadFields from './SpreadFields'

interface Typed extends Spread { base_date: string; basis: string }

export function ProposeDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Typed>()
  const propose = usePropose(id)
  return (
    <Modal open title={t('negotiation.propose')} okText={t('negotiation.send')} cancelText={t('negotiation.close')} confirmLoading={propose.isPending}
      onCancel={onClose} onOk={() => form.submit()} destroyOnHidden>
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ base_date: today() }}
        onFinish={({ base_date, basis, ...spread }) => propose.mutate({ ...fenOf(spread), base_date, basis }, { onSuccess: onClose })}>
        <p>{t('negotiation.explained')}</p>
        <SpreadFields />
        <Form.Item name="base_date" label={t('negotiation.base_date')} rules={[{ required: true, message: t('negotiation.date_needed') }]}><DayField upTo={today()} /></Form.Item>
        <Form.Item name="basis" label={t('negotiation.basis')} rules={[{ required: true, whitespace: true, message: t('negotiation.basis_needed') }]}>
          <Input.TextArea rows={3} maxLength={2000} />
        </Form.Item>
        <FormProblem error={propose.error} />
      </Form>
    </Modal>
  )
}

export function RefuseDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<{ reason: string }>()
  const answer = useAnswer()
  return (
    <Modal open title={t('negotiation.refuse')} okText={t('negotiation.refuse')} cancelText={t('negotiation.close')} confirmLoading={answer.isPending}
      okButtonProps={{ danger: true }} onCancel={onClose} onOk={() => form.submit()} destroyOnHidden>
      <Form form={form} layout="vertical" requiredMark={false} onFinish={({ reason }) => answer.mutate({ id, how: 'refusal', reason }, { onSuccess: onClose })}>
        <Form.Item name="reason" label={t('negotiation.reason')} rules={[{ required: true, whitespace: true, message: t('negotiation.reason_needed') }]}>
          <Input.TextArea rows={3} maxLength={1000} />
        </Form.Item>
        <FormProblem error={answer.error} />
      </Form>
    </Modal>
  )
}
