/** Recording the drawdown of the loan that the pledge secures. */
import { Form, Input, Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { today } from '../../../lib/dates'
import { useMoney } from '../../../lib/useMoney'
import { DayField } from '../../../ui/DayField'
import FormProblem from '../../../ui/FormProblem'
import LoanCover from '../../../ui/cover/LoanCover'
import { type Application, type Pledge, fenOf, wanOf } from '../model'
import { useDraw } from '../queries'

export function DrawForm({ pledge, application, onClose }: { pledge: Pledge; application: Application; onClose: () => void }) {
  const { t } = useTranslation()
  const money = useMoney()
  const [form] = Form.useForm<{ amount: string; drawn_on: string; loan_contract: string }>()
  const draw = useDraw(application.id)
  return (
    <Modal open title={t('registry.action.drawdown')} okText={t('registry.action.drawdown')} cancelText={t('registry.form.cancel')}
      onCancel={onClose} onOk={() => form.submit()} confirmLoading={draw.isPending} destroyOnHidden>
      <Form form={form} layout="vertical" requiredMark={false}
        initialValues={{ amount: wanOf(application.offer?.amount_fen ?? null), drawn_on: today(), loan_contract: pledge.terms.loan_reference ?? '' }}
        onFinish={(values) => draw.mutate({ amount_fen: fenOf(values.amount) ?? 0, drawn_on: values.drawn_on, loan_contract: values.loan_contract.trim() }, { onSuccess: onClose })}>
        <Form.Item name="amount" label={t('registry.form.amount')}
          extra={t('registry.form.amount_max', { offer: money(application.offer?.amount_fen), secured: money(pledge.terms.secured_fen) })}
          rules={[{ validator: (_, typed: string) => (fenOf(typed ?? '') === null ? Promise.reject(new Error(t('registry.terms.amount_invalid'))) : Promise.resolve()) }]}>
          <Input inputMode="decimal" />
        </Form.Item>
        <Form.Item name="drawn_on" label={t('registry.form.drawn_on')} rules={[{ required: true, message: t('registry.form.date_needed') }]}>
          <DayField upTo={today()} from={pledge.registration?.registered_on} />
        </Form.Item>
        <Form.Item name="loan_contract" label={t('registry.form.loan_contract')} extra={t('registry.form.loan_contract_help')}
          rules={[{ required: true, whitespace: true, message: t('registry.form.loan_contract_needed') }]}>
          <Input maxLength={120} />
        </Form.Item>
        {application.offer?.guarantee_required && <LoanCover id={application.id} />}
        <FormProblem error={draw.error} />
      </Form>
    </Modal>
  )
}
