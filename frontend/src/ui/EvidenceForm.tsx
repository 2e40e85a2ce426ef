/** A dated fact of a right with its scan: extract, receipt, declaration, consent, statement. */
import { Button, Form, Input, InputNumber, Radio, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DayField } from './DayField'
import {
  AS_A_RULE, EVIDENCE_KINDS, EXTRACT_FIELDS, type Evidence, type EvidenceFields, type EvidenceKind, type ExtractField,
  SCAN_KIND, SCAN_WANTED, payloadOf,
} from './evidencePayload'
import ExtractFields from './ExtractFields'
import { ScanField } from './ScanField'

export interface EvidenceRight {
  id: string
  label: string
  title: string
  patentees: readonly string[]
  granted_on: string | null
  expires_on: string | null
}

interface Values extends EvidenceFields {
  right_id: string
  kind: EvidenceKind
  as_of: string
  scan?: File | null
  given?: string
}

interface Props {
  rights: readonly EvidenceRight[]
  today: string
  initial?: { right_id?: string; kind?: EvidenceKind }
  /** What the firm has handed over already. */
  given?: readonly { id: string; name: string; kind: string }[]
  deposit: (file: File, kind: string) => Promise<string>
  onSubmit: (evidence: Evidence) => Promise<void>
  /** What went wrong, shown above the button. */
  problem?: ReactNode
}

export function EvidenceForm({ rights, today, initial, given = [], deposit, onSubmit, problem }: Props) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Values>()
  const [busy, setBusy] = useState(false)
  const [unread, setUnread] = useState(false)
  const kind = Form.useWatch('kind', form) ?? initial?.kind ?? 'register_extract'
  const right = rights.find((each) => each.id === (initial?.right_id ?? rights[0]?.id))
  const chosenRight = Form.useWatch('right_id', form) ?? right?.id
  const papers = given.filter((each) => each.kind === SCAN_KIND[kind])

  const send = async (values: Values) => {
    const nothing = values.kind === 'register_extract' && !EXTRACT_FIELDS.some((each) => values.read?.[each])
    setUnread(nothing)
    if (nothing) return
    setBusy(true)
    try {
      const { right_id, kind: chosen, as_of, scan, given: paper, ...fields } = values
      const document_id = paper ?? (scan ? await deposit(scan, SCAN_KIND[chosen]) : null)
      await onSubmit({ right_id, kind: chosen, as_of, payload: payloadOf(chosen, fields), document_id })
      form.resetFields(['scan', 'given', 'read'])
    } finally {
      setBusy(false)
    }
  }
  const prefill = (id: string) => {
    const chosen = rights.find((each) => each.id === id)
    if (chosen) form.setFieldsValue({ ...AS_A_RULE, ...fromRight(chosen), read: {} })
  }
  /** What is changed is what the paper says: it has been read. */
  const changed = (values: Partial<Values>) => {
    const fields = EXTRACT_FIELDS.filter((each) => each in values)
    if (fields.length > 0) form.setFieldValue('read', { ...form.getFieldValue('read') as Values['read'], ...ticked(fields) })
    if (fields.length > 0 || 'read' in values || 'kind' in values) setUnread(false)
  }

  return (
    <Form form={form} layout="vertical" requiredMark={false} disabled={busy} scrollToFirstError={{ focus: true }}
      initialValues={{
        right_id: right?.id, kind, ...AS_A_RULE, ...(right ? fromRight(right) : {}),
      }}
      onValuesChange={changed}
      onFinish={(values) => void send(values).catch(() => undefined)}>
      <Form.Item name="right_id" label={t('evidence.right')} rules={[{ required: true }]}>
        <Select onChange={prefill} options={rights.map((each) => ({ value: each.id, label: `${each.label} ${each.title}` }))} />
      </Form.Item>
      <Form.Item name="kind" label={t('evidence.kind_label')} rules={[{ required: true }]}>
        <Select options={EVIDENCE_KINDS.map((each) => ({ value: each, label: t(`evidence.kind.${each}`) }))} />
      </Form.Item>
      <Form.Item name="as_of" label={t('evidence.as_of')} extra={t('evidence.as_of_help')} rules={[{ required: true }]}>
        <DayField upTo={today} />
      </Form.Item>
      <Fields kind={kind} today={today} held={rights.find((each) => each.id === chosenRight)} />
      {papers.length > 0 && (
        <Form.Item name="given" label={t('evidence.given')} extra={t('evidence.given_help')}>
          <Select allowClear options={papers.map((each) => ({ value: each.id, label: each.name }))} />
        </Form.Item>
      )}
      <Form.Item name="scan" label={t('evidence.scan')} extra={t('evidence.scan_help')}
        rules={[({ getFieldValue }) => ({
          required: SCAN_WANTED.has(kind) && getFieldValue('given') === undefined, message: t('evidence.scan_wanted'),
        })]}>
        <ScanField label={t('evidence.scan')} />
      </Form.Item>
      {unread && <p role="alert" className="late">{t('evidence.read.none')}</p>}
      {problem}
      <Button type="primary" htmlType="submit" loading={busy}>{t('evidence.submit')}</Button>
    </Form>
  )
}

const ticked = (fields: readonly ExtractField[]) => Object.fromEntries(fields.map((each) => [each, true]))

/** What the register most likely says is what is known of the right already. */
function fromRight(right: EvidenceRight): Partial<Values> {
  return {
    owners: right.patentees.join('\n'),
    granted_on: right.granted_on ?? undefined,
    expires_on: right.expires_on ?? undefined,
  }
}

function Fields({ kind, today, held }: { kind: EvidenceKind; today: string; held: EvidenceRight | undefined }) {
  const { t } = useTranslation()
  const said = {
    twin: Form.useWatch('has_twin') === true,
    pending: Form.useWatch('invalidation_pending') === true,
  }
  const yesNo = (name: string, label: string) => (
    <Form.Item name={name} label={label} rules={[{ required: true }]}>
      <Radio.Group options={[{ value: false, label: t('evidence.no') }, { value: true, label: t('evidence.yes') }]} />
    </Form.Item>
  )
  switch (kind) {
    case 'register_extract':
      return <ExtractFields today={today} held={held} />
    case 'fee_receipt':
      return (
        <>
          <Form.Item name="fee_year" label={t('evidence.field.fee_year')} rules={[{ required: true }]}>
            <InputNumber min={1} max={20} precision={0} style={{ width: '100%' }} />
          </Form.Item>
          <Form.Item name="paid_on" label={t('evidence.field.paid_on')} rules={[{ required: true }]}>
            <DayField upTo={today} />
          </Form.Item>
        </>
      )
    case 'same_day_declaration':
      return (
        <>
          {yesNo('has_twin', t('evidence.field.has_twin'))}
          {said.twin && (
            <Form.Item name="twin_number" label={t('evidence.field.twin_number')} extra={t('evidence.field.twin_number_help')}
              rules={[{ required: true, whitespace: true, message: t('evidence.field.twin_number_needed') }]}>
              <Input maxLength={40} autoComplete="off" />
            </Form.Item>
          )}
        </>
      )
    case 'coowner_consent':
      return (
        <Form.Item name="owner" label={t('evidence.field.owner')} rules={[{ required: true, whitespace: true }]}>
          <Input maxLength={200} />
        </Form.Item>
      )
    case 'coowner_agreement':
      return <p>{t('evidence.field.each_may_pledge')}</p>
    case 'parties_statement':
      return (
        <>
          {yesNo('invalidation_pending', t('evidence.field.invalidation_pending'))}
          {said.pending && (
            <>
              <Form.Item name="case_number" label={t('evidence.field.case_number')}><Input maxLength={200} autoComplete="off" /></Form.Item>
              <Form.Item name="accepted_on" label={t('evidence.field.accepted_on')}><DayField upTo={today} /></Form.Item>
            </>
          )}
        </>
      )
    case 'desk_statement':
      return (
        <>
          {yesNo('unfit', t('evidence.field.unfit'))}
          <Form.Item name="statement" label={t('evidence.field.statement')} rules={[{ required: true, whitespace: true }]}>
            <Input.TextArea rows={3} maxLength={2000} />
          </Form.Item>
        </>
      )
  }
}
