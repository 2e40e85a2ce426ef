/** How far a department says it has come; it counts when a colleague has confirmed it. */
import { Button, Form, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { today } from '../../../lib/dates'
import { fenOfWan } from '../../../lib/need'
import { DayField } from '../../../ui/DayField'
import FormProblem from '../../../ui/FormProblem'
import type { Deposited } from '../../../ui/useDeposit'
import { type Division, useReportPart } from '../parts'
import EvidenceField from './EvidenceField'

interface Values { department: string; as_of: string; reached: string; source: string }

export default function PartReportForm({ code, unit, division, onDone }: { code: string; unit: string; division: Division; onDone: () => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Values>()
  const [file, setFile] = useState<Deposited | null>(null)
  const report = useReportPart(code)
  const money = unit === 'fen'
  const amountOf = (text: string) => (money ? fenOfWan(text) : /^\d{1,15}$/u.test(text.trim()) ? Number(text) : null)
  const required = [{ required: true, whitespace: true, message: t('common.required') }]
  const send = (values: Values) =>
    report.mutate({ department: values.department, as_of: values.as_of, reached: amountOf(values.reached) ?? 0, source: values.source.trim(), document_id: file?.id ?? null }, { onSuccess: onDone })
  return (
    <Form form={form} layout="vertical" requiredMark={false} className="zr-form d-form" disabled={report.isPending} scrollToFirstError={{ focus: true }}
      onFinish={send} initialValues={{ as_of: today() }}>
      <div className="d-pair">
        <Form.Item name="department" label={t('district.parts.department')} rules={[{ required: true, message: t('common.required') }]}>
          <Select options={division.parts.map((part) => ({ value: part.department, label: part.department }))} />
        </Form.Item>
        <Form.Item name="as_of" label={t('district.stated.as_of')} rules={[{ required: true, message: t('common.required') }]}><DayField upTo={today()} /></Form.Item>
        <Form.Item name="reached" label={t(money ? 'district.parts.reached_wan' : 'district.parts.reached')}
          rules={[...required, { validator: (_, text: string) => !text || amountOf(text) !== null ? Promise.resolve() : Promise.reject(new Error(t(money ? 'district.amount_wrong' : 'district.parts.whole_number'))) }]}>
          <Input inputMode="decimal" maxLength={20} />
        </Form.Item>
        <Form.Item name="source" label={t('district.stated.source')} rules={required}><Input maxLength={300} /></Form.Item>
      </div>
      <EvidenceField value={file} disabled={report.isPending} onChange={setFile} />
      <FormProblem error={report.error} />
      <div><Button type="primary" htmlType="submit" loading={report.isPending}>{t('district.parts.report_submit')}</Button></div>
    </Form>
  )
}
