/** Record what happens to firms of the library: one by its fields, or many entries by their lines. */
import { Alert, Button, Form, Input, Segmented, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { asProblem, sentenceFor } from '../../../api/problem'
import { today } from '../../../lib/dates'
import { useMay } from '../../../lib/permissions'
import { DayField } from '../../../ui/DayField'
import FormProblem from '../../../ui/FormProblem'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import ReasonSelect from '../../../ui/ReasonSelect'
import type { Deposited } from '../../../ui/useDeposit'
import Unread from '../../../ui/Unread'
import EvidenceField from '../components/EvidenceField'
import { linesOf } from '../libraryLines'
import { KINDS, type StepsIn, useRecordSteps, useTiers } from '../stated'

interface Values {
  credit_code: string
  firm_name: string
  kind: (typeof KINDS)[number]
  effective_on: string
  tier?: string
  stock_code?: string
  reason_code?: string
  lines: string
  source: string
}

interface RefusedRow {
  row: number
  credit_code: string
  field: string
  code: string
  standing?: string | null
  since?: string | null
}

export default function LibraryRecordPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const may = useMay('record_registrations')
  const tiers = useTiers()
  const record = useRecordSteps()
  const [form] = Form.useForm<Values>()
  const [many, setMany] = useState(false)
  const [file, setFile] = useState<Deposited | null>(null)
  const kind = Form.useWatch('kind', form) ?? 'entry'
  const title = t('district.library.record')
  const required = [{ required: true, whitespace: true, message: t('common.required') }]
  const names = tiers.data ?? []
  const itemsOf = (values: Values): StepsIn['items'] =>
    many ? linesOf(values.lines, names) : [{
      credit_code: values.credit_code, firm_name: values.firm_name, kind: values.kind, effective_on: values.effective_on,
      tier: values.kind === 'entry' || values.kind === 'tier' ? (values.tier ?? null) : null, stock_code: values.kind === 'listing' ? (values.stock_code ?? null) : null,
      reason_code: values.kind === 'exit' ? (values.reason_code ?? null) : null,
    }]
  const send = (values: Values) =>
    record.mutate({ items: itemsOf(values), source: values.source, document_id: file?.id ?? null }, { onSuccess: () => void navigate('/d/library') })
  const problem = record.error && asProblem(record.error)
  const rows = problem?.code === 'targets.rows_refused' ? (problem.facts.rows as RefusedRow[]) : null
  return (
    <>
      <PageHeader title={title} sub={t('district.library.record_sub')} crumbs={[{ label: t('nav.d.library'), to: '/d/library' }, { label: title }]} />
      {!may && <Alert type="info" showIcon title={t('district.record_role')} />}
      <Panel>
        <Unread of={[tiers]} />
        <Form form={form} layout="vertical" requiredMark={false} className="zr-form d-form" disabled={!may || record.isPending}
          scrollToFirstError={{ focus: true }} onFinish={send} initialValues={{ kind: 'entry' }}>
          <Segmented aria-label={t('district.library.how')} value={many ? 'many' : 'one'} onChange={(value) => setMany(value === 'many')}
            options={[{ value: 'one', label: t('district.library.one') }, { value: 'many', label: t('district.library.many') }]} />
          {many ? (
            <Form.Item name="lines" label={t('district.library.lines')} extra={t('district.library.lines_help', { tiers: names.filter((tier) => tier.in_force).map((tier) => tier.name).join(t('common.sep')) })}
              rules={[...required, { validator: (_, text: string) => !text || linesOf(text, names).length <= 200 ? Promise.resolve() : Promise.reject(new Error(t('district.library.too_many'))) }]}>
              <Input.TextArea rows={10} spellCheck={false} />
            </Form.Item>
          ) : (
            <>
              <Form.Item name="kind" label={t('district.library.what')}>
                <Select options={KINDS.map((value) => ({ value, label: t(`district.library.kind.${value}`) }))} />
              </Form.Item>
              <div className="d-pair">
                <Form.Item name="credit_code" label={t('district.library.credit_code')} rules={required}><Input maxLength={30} /></Form.Item>
                <Form.Item name="firm_name" label={t('district.library.firm')} rules={required}><Input maxLength={200} /></Form.Item>
              </div>
              <div className="d-pair">
                <Form.Item name="effective_on" label={t('district.library.effective_on')} rules={[{ required: true, message: t('common.required') }]}><DayField upTo={today()} /></Form.Item>
                {(kind === 'entry' || kind === 'tier') && (
                  <Form.Item name="tier" label={t('district.library.tier')} rules={[{ required: true, message: t('common.required') }]}>
                    <Select options={names.map((tier) => ({ value: tier.code, label: tier.in_force ? tier.name : t('district.tiers.stopped', { name: tier.name }) }))} />
                  </Form.Item>
                )}
                {kind === 'exit' && <Form.Item name="reason_code" label={t('district.library.exit_reason')} rules={[{ required: true, message: t('common.required') }]}><ReasonSelect list="library_exit" /></Form.Item>}
                {kind === 'listing' && <Form.Item name="stock_code" label={t('district.library.stock_code')} rules={required}><Input maxLength={12} /></Form.Item>}
              </div>
            </>
          )}
          <Form.Item name="source" label={t('district.stated.source')} extra={t('district.library.source_help')} rules={required}><Input maxLength={300} /></Form.Item>
          <EvidenceField value={file} disabled={!may} onChange={setFile} />
          {rows ? (
            <div className="zr-problem" role="alert" tabIndex={-1}>
              <strong>{sentenceFor('targets.rows_refused', t, problem?.facts ?? {})}</strong>
              <ul>
                {rows.map((row) => (
                  <li key={row.row}>
                    {t('district.library.row', { n: row.row })} <span className="num">{row.credit_code}</span>{t('common.colon')}
                    {t(`district.library.field.${row.field}`, { defaultValue: row.field })} · {sentenceFor(row.code, t, {})}
                    {row.standing && row.since && ` ${t('district.library.stands', { standing: t(`status.library.${row.standing}`), since: row.since })}`}
                  </li>
                ))}
              </ul>
            </div>
          ) : <FormProblem error={record.error} />}
          <Button type="primary" htmlType="submit" loading={record.isPending}>{t('district.record_submit')}</Button>
        </Form>
      </Panel>
    </>
  )
}
