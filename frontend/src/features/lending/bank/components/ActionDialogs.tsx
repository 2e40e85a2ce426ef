/** The maker's and checker's acts that need words: return, ask for documents, retract, assign. */
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Form, Input, Modal, Select } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { today } from '../../../../lib/dates'
import { useAsRead } from '../../../../lib/useAsRead'
import { DayField } from '../../../../ui/DayField'
import StaleDecision from '../../../../ui/StaleDecision'
import { type Dossier, valuationOf } from '../model'
import { type Done, useAct } from '../queries'

const DOCUMENT_KINDS = [
  'register_extract', 'fee_receipt', 'certificate', 'valuation_report', 'accounts', 'contract', 'consent', 'declaration',
  'use_evidence', 'licence', 'identity_proof', 'power_of_attorney', 'other',
]
const CHECK_METHODS = ['issuer_asked', 'report_verified', 'register_looked_up', 'own_model', 'second_opinion']

interface Props {
  dossier: Dossier
  onClose: () => void
}

/** A dialog around a form; what was typed stays when the act is refused. */
export function ActDialog<V extends object>({ title, submit, children, initial, danger, body, offered = true, onRead, onClose }: {
  title: ReactNode
  submit: ReactNode
  children: ReactNode
  initial?: Partial<V>
  danger?: boolean
  body: (values: V) => Done
  /** Whether the case still takes this; where it does not, taking what changed as read ends the dialog. */
  offered?: boolean
  /** Take what the record says now as read. */
  onRead?: () => void
  onClose: () => void
}) {
  const { t } = useTranslation()
  const [form] = Form.useForm<V>()
  const act = useAct()
  return (
    <Modal open title={title} onCancel={onClose} okText={submit} cancelText={t('bank.action.close')} confirmLoading={act.isPending}
      okButtonProps={{ danger, disabled: act.isError && !offered }} onOk={() => form.submit()} destroyOnHidden>
      <Form form={form} layout="vertical" requiredMark={false} initialValues={initial}
        onFinish={(values) => act.mutate(body(values), { onSuccess: onClose })}>
        {children}
        <StaleDecision error={act.error} subject="loan_application" over={!offered} onTake={() => { onRead?.(); act.reset(); if (!offered) onClose() }} />
      </Form>
    </Modal>
  )
}

export function ReasonField({ help }: { help?: string }) {
  const { t } = useTranslation()
  return (
    <Form.Item name="reason" label={t('bank.form.reason')} extra={help}
      rules={[{ required: true, whitespace: true, message: t('bank.form.reason_needed') }]}>
      <Input.TextArea rows={4} maxLength={2000} showCount />
    </Form.Item>
  )
}

export function ReturnDialog({ dossier, onClose }: Props) {
  const { t } = useTranslation()
  const { id, state, assignee, open_request, documents } = dossier.application
  const [seen, onRead] = useAsRead({
    state: state as never, assignee: assignee?.name || null, request: open_request?.n ?? null, documents: documents.map((each) => each.name),
  })
  return (
    <ActDialog<{ reason: string }> title={t('bank.action.return')} submit={t('bank.form.return_submit')} danger onClose={onClose} onRead={onRead}
      offered={dossier.application.allowed_actions.includes('return')}
      body={({ reason }) => ({ id, act: 'return', body: { reason, seen } })}>
      <ReasonField help={t('bank.form.reason_help')} />
    </ActDialog>
  )
}

interface Asked {
  items: { kind: string; text: string }[]
  answer_by?: string
}

export function RequestDialog({ dossier, onClose }: Props) {
  const { t } = useTranslation()
  return (
    <ActDialog<Asked> title={t('bank.action.document-request')} submit={t('bank.form.request_submit')} onClose={onClose}
      initial={{ items: [{ kind: 'register_extract', text: '' }] }}
      body={(values) => ({
        id: dossier.application.id, act: 'document-request',
        body: { items: values.items as never, ...(values.answer_by ? { answer_by: values.answer_by } : {}) },
      })}>
      <Form.List name="items">
        {(fields, { add, remove }) => (
          <fieldset style={{ border: 0, padding: 0, margin: 0 }}>
            <legend style={{ padding: 0, fontSize: 14, border: 0, margin: '0 0 8px' }}>{t('bank.form.items')}</legend>
            {fields.map((field, place) => (
              <div key={field.key} className="zb-asked">
                <Form.Item name={[field.name, 'kind']}>
                  <Select aria-label={t('bank.form.item_kind')} options={DOCUMENT_KINDS.map((kind) => ({ value: kind, label: t(`bank.document.${kind}`) }))} />
                </Form.Item>
                <Form.Item name={[field.name, 'text']} rules={[{ required: true, whitespace: true, message: t('bank.form.item_needed') }]}>
                  <Input aria-label={t('bank.form.item_text')} placeholder={t('bank.form.item_text')} maxLength={500} />
                </Form.Item>
                <Button icon={<DeleteOutlined aria-hidden />} aria-label={t('bank.form.remove_item', { n: place + 1 })} disabled={fields.length === 1}
                  onClick={() => remove(field.name)} />
              </div>
            ))}
            <Button type="dashed" icon={<PlusOutlined aria-hidden />} onClick={() => add({ kind: 'other', text: '' })} style={{ marginBottom: 16 }}>
              {t('bank.form.add_item')}
            </Button>
          </fieldset>
        )}
      </Form.List>
      <Form.Item name="answer_by" label={t('bank.form.answer_by')} extra={t('bank.form.answer_by_help')}>
        <DayField from={today()} />
      </Form.Item>
    </ActDialog>
  )
}

interface Checked {
  method: string
  asked: string
  asked_on: string
  note?: string
}

export function ValuationCheckDialog({ dossier, onClose }: Props) {
  const { t } = useTranslation()
  const valuation = valuationOf(dossier)
  const [seen, onRead] = useAsRead(valuation && { number: valuation.number, central_fen: valuation.central_fen, base_date: valuation.base_date })
  return (
    <ActDialog<Checked> title={t('bank.action.valuation-check')} submit={t('bank.form.check_submit')} onClose={onClose} onRead={onRead}
      offered={dossier.application.allowed_actions.includes('valuation-check')}
      initial={{ method: 'issuer_asked', asked_on: today() }}
      body={(values) => ({
        id: dossier.application.id, act: 'valuation-check',
        body: { method: values.method as never, asked: values.asked, asked_on: values.asked_on, note: values.note ?? '', seen },
      })}>
      <Form.Item name="method" label={t('bank.form.method')} rules={[{ required: true }]}>
        <Select options={CHECK_METHODS.map((method) => ({ value: method, label: t(`bank.check_method.${method}`) }))} />
      </Form.Item>
      <Form.Item name="asked" label={t('bank.form.asked')} rules={[{ required: true, whitespace: true, message: t('bank.form.asked_needed') }]}>
        <Input maxLength={200} />
      </Form.Item>
      <Form.Item name="asked_on" label={t('bank.form.asked_on')} rules={[{ required: true, message: t('bank.form.date_needed') }]}>
        <DayField upTo={today()} />
      </Form.Item>
      <Form.Item name="note" label={t('bank.form.note')}>
        <Input.TextArea rows={3} maxLength={2000} />
      </Form.Item>
    </ActDialog>
  )
}

/** Words that stand and go with the form. */
function Said({ words }: { words: string }) {
  return <p className="zr-said" style={{ margin: 0 }}><strong>{words}</strong></p>
}

/** The first call proposes, the same call by another person executes. */
export function RetractionDialog({ dossier, onClose }: Props) {
  const { t } = useTranslation()
  const proposal = dossier.history.findLast((event) => event.name === 'lending.retraction_proposed')
  const executing = dossier.application.offer?.retraction_proposed === true
  const reason = executing ? String((proposal?.payload as Record<string, unknown> | undefined)?.['reason'] ?? '') : ''
  return (
    <ActDialog<{ reason: string }> danger onClose={onClose} initial={{ reason }}
      title={t(executing ? 'bank.action.retraction_execute' : 'bank.action.retraction')}
      submit={t(executing ? 'bank.offer.execute_submit' : 'bank.offer.propose_submit')}
      body={(values) => ({ id: dossier.application.id, act: 'offer-retraction', body: { reason: values.reason } })}>
      <p>{t(executing ? 'bank.offer.execute_text' : 'bank.offer.propose_text')}</p>
      {executing
        ? <Form.Item name="reason"><Said words={t('bank.offer.proposed', { name: proposal?.actor ?? '', reason })} /></Form.Item>
        : <ReasonField help={t('bank.form.reason_help')} />}
    </ActDialog>
  )
}
