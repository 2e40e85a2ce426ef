/** Record a registration that was made outside the platform; it counts when a colleague verifies it. */
import { DeleteOutlined, FileDoneOutlined } from '@ant-design/icons'
import { Alert, Button, Form, Input, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { useDivisions } from '../../../api/divisions'
import { asProblem } from '../../../api/problem'
import { today } from '../../../lib/dates'
import { fenOfWan } from '../../../lib/need'
import { useMay } from '../../../lib/permissions'
import { DayField } from '../../../ui/DayField'
import FormProblem from '../../../ui/FormProblem'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import UploadBox from '../../../ui/UploadBox'
import type { Deposited } from '../../../ui/useDeposit'
import Unread from '../../../ui/Unread'
import PartyFields from '../components/PartyFields'
import { type Recorded, useRecord } from '../queries'

interface PartyValues {
  name: string
  code?: string
  division?: string
  street?: string
}

interface Values {
  number: string
  registered_on: string
  amount: string
  claim_kind: 'single' | 'max_amount'
  pledgors: PartyValues[]
  pledgees: PartyValues[]
  patents: string
  loan_reference?: string
  cancelled_on?: string
}

const listOf = (text: string) => text.split(/[\n,，;；、]+/u).map((line) => line.trim()).filter(Boolean)
const partyOf = ({ name, code, division, street }: PartyValues) => ({
  name: name.trim(), code: code?.trim() || null, division: division || null, street: street?.trim() || null,
})

function bodyOf(values: Values, notice: Deposited | null): Recorded {
  return {
    number: values.number.trim(),
    registered_on: values.registered_on,
    secured_fen: fenOfWan(values.amount) ?? 0,
    claim_kind: values.claim_kind,
    pledgors: values.pledgors.map(partyOf),
    pledgees: values.pledgees.map(partyOf),
    patents: listOf(values.patents),
    document_id: notice?.id ?? null,
    cancelled_on: values.cancelled_on ?? null,
    loan_reference: values.loan_reference?.trim() || null,
  }
}

/** Where on the form an error of the API belongs. */
function placeOf(key: string): (string | number)[] {
  const parts = key.split('.').map((part) => (/^\d+$/.test(part) ? Number(part) : part))
  if (parts[0] === 'secured_fen') return ['amount']
  return parts[0] === 'patents' ? ['patents'] : parts
}

export default function RecordPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const may = useMay('record_registrations')
  const record = useRecord()
  const divisions = useDivisions()
  const [form] = Form.useForm<Values>()
  const [notice, setNotice] = useState<Deposited | null>(null)
  const title = t('district.record')

  const send = (values: Values) =>
    record.mutate(bodyOf(values, notice), {
      onSuccess: (made) => void navigate(`/d/register/${made.id}`),
      onError: (error) => {
        const problem = asProblem(error)
        const told = problem.errors.map((each) => ({ name: placeOf(each.key), errors: [each.message] }))
        if (problem.code === 'portfolio.number_invalid') {
          told.push({ name: ['patents'], errors: [t('district.patent_wrong', { value: String(problem.facts.value) })] })
        }
        if (problem.code === 'registry.date_impossible') {
          told.push({ name: [String(problem.facts.field)], errors: [t('district.date_wrong')] })
        }
        form.setFields(told as Parameters<typeof form.setFields>[0])
      },
    })
  const required = [{ required: true, whitespace: true, message: t('common.required') }]
  return (
    <>
      <PageHeader title={title} sub={t('district.record_sub')}
        crumbs={[{ label: t('nav.d.home'), to: '/d' }, { label: t('nav.d.register'), to: '/d/register' }, { label: title }]} />
      {!may && <Alert type="info" showIcon title={t('district.record_role')} />}
      <Panel>
        <Unread of={[divisions]} />
        <Form form={form} layout="vertical" requiredMark={false} className="zr-form d-form" disabled={!may || record.isPending}
          scrollToFirstError={{ focus: true }} onFinish={send}
          initialValues={{ claim_kind: 'single', pledgors: [{ division: '310115' }], pledgees: [{}] }}>
          <Form.Item name="number" label={t('district.number')} extra={t('district.number_help')} rules={required}>
            <Input maxLength={40} />
          </Form.Item>
          <div className="d-pair">
            <Form.Item name="registered_on" label={t('district.registered_on')} rules={[{ required: true, message: t('common.required') }]}>
              <DayField upTo={today()} />
            </Form.Item>
            <Form.Item name="amount" label={t('district.secured_wan')}
              rules={[{ required: true, message: t('common.required') },
                { validator: (_, text: string) => !text || (fenOfWan(text) ?? 0) > 0 ? Promise.resolve() : Promise.reject(new Error(t('district.amount_wrong'))) }]}>
              <Input inputMode="decimal" maxLength={20} />
            </Form.Item>
          </div>
          <Form.Item name="claim_kind" label={t('district.claim_kind')}>
            <Radio.Group options={['single', 'max_amount'].map((value) => ({ value, label: t(`district.claim.${value}`) }))} />
          </Form.Item>
          <PartyFields side="pledgors" />
          <PartyFields side="pledgees" />
          <Form.Item name="patents" label={t('district.patent_numbers')} extra={t('district.patent_help')} rules={required}>
            <Input.TextArea rows={4} />
          </Form.Item>
          <Form.Item name="loan_reference" label={t('district.loan_reference')}>
            <Input maxLength={120} />
          </Form.Item>
          <Form.Item name="cancelled_on" label={t('district.cancelled_if')}>
            <DayField upTo={today()} />
          </Form.Item>
          <div className="zr-field">
            <span className="zr-label">{t('district.notice')}</span>
            {notice ? (
              <span><FileDoneOutlined aria-hidden /> {notice.name}{' '}
                <Button type="text" size="small" icon={<DeleteOutlined aria-hidden />} aria-label={t('district.remove_notice')} onClick={() => setNotice(null)} /></span>
            ) : may && <UploadBox kind="registration_notice" label={t('district.choose_notice')} onUploaded={setNotice} />}
            <span className="zr-sub">{t('district.notice_help')}</span>
          </div>
          <Refused error={record.error} />
          <Button type="primary" htmlType="submit" loading={record.isPending}>{t('district.record_submit')}</Button>
        </Form>
      </Panel>
    </>
  )
}

/** A number that is known, or a right that is pledged: the registration it collides with, by name. */
function Refused({ error }: { error: unknown }) {
  const { t } = useTranslation()
  if (!error) return null
  const { code, facts } = asProblem(error)
  const collides = code === 'registry.number_known' || code === 'registry.right_already_pledged'
  if (!collides) return <FormProblem error={error} />
  const number = String(facts.registration_number ?? facts.pledge_number ?? '')
  return (
    <div className="zr-problem" role="alert">
      <strong>{t(code === 'registry.number_known' ? 'district.number_known' : 'district.right_pledged', { number })}</strong>
      {facts.registration_number ? <div><Link to={`/d/register/${String(facts.pledge_id)}`}>{t('district.open_that', { number })}</Link></div> : null}
    </div>
  )
}
