/** The bank values a case: it invites appraisers, or states its own value of a small deal. */
import { useQueryClient } from '@tanstack/react-query'
import { Checkbox, Form, Input, Modal, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { api, unwrap } from '../../../../api/client'
import { today } from '../../../../lib/dates'
import { useMutation } from '../../../../lib/useMutation'
import { DayField } from '../../../../ui/DayField'
import FormProblem from '../../../../ui/FormProblem'
import { fenOf, type Spread } from '../../negotiation/spread'
import SpreadFields from '../../negotiation/SpreadFields'
import { ORDERS, useAppraisers } from '../valuing'
import { ActDialog } from './ActionDialogs'

interface Ordered {
  appraiser_ids: string[]
  related_to?: string[]
  base_date: string
  quotes_due_on: string
  payer: 'bank' | 'firm'
  note?: string
}

export function OrderDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [form] = Form.useForm<Ordered>()
  const appraisers = useAppraisers()
  const chosen = Form.useWatch('appraiser_ids', form) ?? []
  const order = useMutation({
    mutationFn: ({ related_to, note, ...values }: Ordered) => unwrap(api.POST('/api/v1/loan-applications/{application_id}/valuation-order', {
      params: { path: { application_id: id } },
      body: { ...values, related_to: (related_to ?? []).filter((each) => values.appraiser_ids.includes(each)), note: note ?? '' },
    })),
    onSuccess: async () => {
      await Promise.all([client.invalidateQueries({ queryKey: [ORDERS] }), client.invalidateQueries({ queryKey: ['lending'] })])
      onClose()
    },
  })
  const day = [{ required: true, message: t('bank.valuing.date_needed') }]
  return (
    <Modal open title={t('bank.valuing.order')} okText={t('bank.valuing.send')} cancelText={t('bank.action.close')} confirmLoading={order.isPending}
      onCancel={onClose} onOk={() => form.submit()} destroyOnHidden>
      <Form form={form} layout="vertical" requiredMark={false} initialValues={{ base_date: today(), payer: 'bank' }} onFinish={(values) => order.mutate(values)}>
        <p>{t('bank.valuing.rules')}</p>
        <Form.Item name="appraiser_ids" label={t('bank.valuing.appraisers')} rules={[{ required: true, message: t('bank.valuing.appraisers_needed') }]}>
          <Select mode="multiple" showSearch={{ optionFilterProp: 'label' }} loading={appraisers.isPending} options={appraisers.data?.map((each) => ({ value: each.id, label: each.name }))} />
        </Form.Item>
        {chosen.length > 0 && (
          <Form.Item name="related_to" label={t('bank.valuing.related')}>
            <Checkbox.Group options={chosen.map((each) => ({ value: each, label: appraisers.data?.find((one) => one.id === each)?.name ?? each }))} />
          </Form.Item>
        )}
        <Form.Item name="payer" label={t('bank.valuing.pays')}>
          <Radio.Group className="zb-choices" options={[{ value: 'bank', label: t('bank.valuing.pays_bank') }, { value: 'firm', label: t('bank.valuing.pays_firm') }]} />
        </Form.Item>
        <Form.Item name="base_date" label={t('bank.valuing.base')} rules={day}><DayField upTo={today()} /></Form.Item>
        <Form.Item name="quotes_due_on" label={t('bank.valuing.due')} rules={day}><DayField from={today()} /></Form.Item>
        <Form.Item name="note" label={t('bank.valuing.note')}><Input.TextArea rows={2} maxLength={1000} /></Form.Item>
        <FormProblem error={order.error} />
      </Form>
    </Modal>
  )
}

interface Stated extends Spread { base_date: string; basis: string }

export function InternalDialog({ id, onClose }: { id: string; onClose: () => void }) {
  const { t } = useTranslation()
  return (
    <ActDialog<Stated> title={t('bank.valuing.internal')} submit={t('bank.valuing.state_it')} onClose={onClose} initial={{ base_date: today() }}
      body={({ base_date, basis, ...spread }) => ({
        id, act: 'internal-valuation', body: { ...fenOf(spread), base_date, basis },
      })}>
      <p>{t('bank.valuing.ceiling')}</p>
      <SpreadFields />
      <Form.Item name="base_date" label={t('bank.valuing.base')} rules={[{ required: true, message: t('bank.valuing.date_needed') }]}><DayField upTo={today()} /></Form.Item>
      <Form.Item name="basis" label={t('bank.valuing.basis')} rules={[{ required: true, whitespace: true, message: t('bank.valuing.basis_needed') }]}>
        <Input.TextArea rows={3} maxLength={2000} />
      </Form.Item>
    </ActDialog>
  )
}
