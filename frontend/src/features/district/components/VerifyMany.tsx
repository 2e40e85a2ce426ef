/** Many registrations compared with one source: each is counted, or returned, by itself. */
import { Button, Form, Input, Modal, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { today } from '../../../lib/dates'
import { DayField } from '../../../ui/DayField'
import Money from '../../../ui/Money'
import BulkBar from '../../../ui/worklist/BulkBar'
import { useEach } from '../../../ui/worklist/useEach'
import { PLACES_LOOKED } from '../model'
import { keyOf, type Unverified, type Verification, verify } from '../queries'

type Finding = Pick<Verification, 'outcome' | 'looked_in' | 'looked_on' | 'reason'>

interface Props {
  chosen: readonly Unverified[]
  select: (keys: string[]) => void
}

export default function VerifyMany({ chosen, select }: Props) {
  const { t } = useTranslation()
  const [outcome, setOutcome] = useState<Finding['outcome'] | null>(null)
  const nameOf = (row: Unverified) => `${row.number} · ${t(`district.recording.${row.cause}`)}`
  const { run, outcomes, forget } = useEach<Unverified, Finding>({
    nameOf,
    perform: (row, body) => verify(row.pledge_id, { ...body, differing: [], version: row.version }),
    queryKey: ['registry'],
    alsoRead: ['oversight'],
    onDone: (rows) => select(chosen.filter((each) => !rows.includes(each)).map(keyOf)),
  })
  const able = chosen.filter((row) => row.allowed_actions.includes('count-verification'))
  const barred = chosen.filter((row) => !able.includes(row))
  const hint = able.length === 0 ? t('worklist.nothing')
    : barred.length === 0 ? t('worklist.only')
      : t('worklist.barred', { n: barred.length, names: barred.map(nameOf).join(t('common.sep')) })
  return (
    <>
      <BulkBar n={chosen.length} hint={hint} onClear={() => select([])} outcomes={outcomes} onForget={forget}>
        {able.length > 0 && (
          <>
            <Button size="small" onClick={() => setOutcome('confirmed')}>{t('district.many.confirm')}</Button>
            <Button size="small" onClick={() => setOutcome('mismatch')}>{t('district.many.mismatch')}</Button>
          </>
        )}
      </BulkBar>
      {outcome && (
        <FindingDialog outcome={outcome} rows={able} nameOf={nameOf} busy={run.isPending} onClose={() => setOutcome(null)}
          onSend={(body) => run.mutate({ rows: able, body }, { onSettled: () => setOutcome(null) })} />
      )}
    </>
  )
}

function FindingDialog({ outcome, rows, nameOf, busy, onClose, onSend }: {
  outcome: Finding['outcome']
  rows: readonly Unverified[]
  nameOf: (row: Unverified) => string
  busy: boolean
  onClose: () => void
  onSend: (body: Finding) => void
}) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Omit<Finding, 'outcome'>>()
  const wrong = outcome === 'mismatch'
  const required = [{ required: true, message: t('common.required') }]
  return (
    <Modal open title={t(wrong ? 'district.many.mismatch_title' : 'district.many.confirm_title', { n: rows.length })} onCancel={onClose} onOk={() => form.submit()}
      okText={t(wrong ? 'district.submit_mismatch' : 'district.submit_verify')} confirmLoading={busy}>
      <p className="zr-sub">{t(wrong ? 'district.many.mismatch_text' : 'district.many.confirm_text')}</p>
      <ul className="d-many">
        {rows.map((row) => (
          <li key={keyOf(row)}>
            <span><span className="num">{nameOf(row)}</span><span className="d-block zr-sub">{row.pledgor_name} → {row.pledgee_name} · <span className="num">{row.effective_on}</span></span></span>
            <Money fen={row.secured_fen} />
          </li>
        ))}
      </ul>
      <Form form={form} layout="vertical" requiredMark={false} className="zr-form d-form" initialValues={{ looked_in: PLACES_LOOKED[0], looked_on: today() }}
        onFinish={(values) => onSend({ ...values, outcome, reason: values.reason?.trim() || null })}>
        <Form.Item name="looked_in" label={t('district.looked_in')} rules={required}>
          <Select options={PLACES_LOOKED.map((value) => ({ value, label: t(`district.looked.${value}`) }))} />
        </Form.Item>
        <Form.Item name="looked_on" label={t('district.looked_on')} rules={required}><DayField upTo={today()} /></Form.Item>
        <Form.Item name="reason" label={t(wrong ? 'district.what_differs' : 'district.note')} rules={[{ required: wrong, whitespace: true, message: t('common.required') }]}>
          <Input.TextArea rows={3} maxLength={1000} />
        </Form.Item>
      </Form>
    </Modal>
  )
}
