/** Record what an office says towards a target; it counts when a colleague has confirmed it. */
import { Alert, Button, Form, Input, InputNumber, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { asProblem } from '../../../api/problem'
import { today } from '../../../lib/dates'
import { useMay } from '../../../lib/permissions'
import { useListState } from '../../../lib/useListState'
import { DayField } from '../../../ui/DayField'
import EmptyState from '../../../ui/EmptyState'
import FormProblem from '../../../ui/FormProblem'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import type { Deposited } from '../../../ui/useDeposit'
import Unread from '../../../ui/Unread'
import EvidenceField from '../components/EvidenceField'
import { EMPTY } from '../model'
import { usePlans } from '../queries'
import { statedTargets, useStateTarget } from '../stated'

interface Values {
  from_on: string
  to_on?: string
  count: number
  residents?: number
  source: string
}

export default function StatePage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const may = useMay('record_registrations')
  const { state, set } = useListState(EMPTY)
  const plans = usePlans()
  const targets = (plans.data?.items ?? []).flatMap(statedTargets)
  const target = targets.find((each) => each.code === state.target) ?? targets[0]
  const send = useStateTarget(target?.code ?? '')
  const [form] = Form.useForm<Values>()
  const [file, setFile] = useState<Deposited | null>(null)
  const title = t('district.stated.record')
  const stock = target?.unit === 'per_10000'
  const required = [{ required: true, message: t('common.required') }]
  const submit = (values: Values) =>
    send.mutate({ ...values, to_on: values.to_on ?? null, residents: values.residents ?? null, document_id: file?.id ?? null }, {
      onSuccess: () => void navigate(`/d/stated?target=${target?.code ?? ''}`),
      onError: (error) => {
        const problem = asProblem(error)
        const field = problem.facts.field
        if (problem.code === 'targets.statement_unfit' && typeof field === 'string') {
          const { from_on, to_on } = problem.facts
          const message = from_on ? t('district.stated.day_between', { from: from_on, to: to_on }) : t('district.stated.unfit')
          form.setFields([{ name: field as keyof Values, errors: [message] }])
        }
      },
    })
  return (
    <>
      <PageHeader title={title} sub={t('district.stated.record_sub')} crumbs={[{ label: t('nav.d.stated'), to: '/d/stated' }, { label: title }]} />
      {!may && <Alert type="info" showIcon title={t('district.record_role')} />}
      <Panel>
        <Unread of={[plans]} />
        {plans.isPending && <SkeletonRows rows={6} />}
        {plans.isSuccess && !target && <EmptyState title={t('district.stated.no_target')} />}
        {target && (
          <Form form={form} layout="vertical" requiredMark={false} className="zr-form d-form" disabled={!may || send.isPending}
            scrollToFirstError={{ focus: true }} onFinish={submit}>
            <Form.Item label={t('district.target')} htmlFor="stated-target" extra={target.quote}>
              <Select id="stated-target" value={target.code} onChange={(code: string) => set({ target: code })}
                options={targets.map((each) => ({ value: each.code, label: each.name }))} />
            </Form.Item>
            <div className="d-pair">
              <Form.Item name="from_on" label={t(stock ? 'district.stated.day' : 'district.stated.from_on')} rules={required}><DayField upTo={today()} /></Form.Item>
              {!stock && <Form.Item name="to_on" label={t('district.stated.to_on')} rules={required}><DayField upTo={today()} /></Form.Item>}
            </div>
            <div className="d-pair">
              <Form.Item name="count" label={t('district.stated.count')} rules={required}><InputNumber min={0} max={1_000_000_000} precision={0} className="d-number" /></Form.Item>
              {stock && (
                <Form.Item name="residents" label={t('district.stated.residents')} extra={t('district.stated.residents_help')} rules={required}>
                  <InputNumber min={1} max={1_000_000_000} precision={0} className="d-number" />
                </Form.Item>
              )}
            </div>
            <Form.Item name="source" label={t('district.stated.source')} extra={t('district.stated.source_help')} rules={[{ required: true, whitespace: true, message: t('common.required') }]}>
              <Input maxLength={300} />
            </Form.Item>
            <EvidenceField value={file} disabled={!may} onChange={setFile} />
            <FormProblem error={send.error} />
            <Button type="primary" htmlType="submit" loading={send.isPending}>{t('district.record_submit')}</Button>
          </Form>
        )}
      </Panel>
    </>
  )
}
