/** Verify what was recorded, or take a wrong verification back; whoever may not is told why. */
import { Alert, Button, Form, Input, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { today } from '../../../lib/dates'
import { useMay, useMe } from '../../../lib/permissions'
import { useAsRead } from '../../../lib/useAsRead'
import { useBegun } from '../../../lib/useBegun'
import ConfirmAction from '../../../ui/ConfirmAction'
import { DayField } from '../../../ui/DayField'
import DifferingFields, { type Field, differingOf } from '../../../ui/DifferingFields'
import StaleDecision from '../../../ui/StaleDecision'
import Panel from '../../../ui/Panel'
import { PLACES_LOOKED } from '../model'
import { type Registration, useCorrect, useVerify, type Verification } from '../queries'

interface Values {
  outcome: 'confirmed' | 'mismatch'
  looked_in: string
  looked_on: string
  reason?: string
  fields?: Field[]
  differing?: Partial<Record<Field, string>>
}

/** Why this person cannot verify; null when he can. */
function useBar(found: Registration): string | null {
  const me = useMe()
  const may = useMay('verify_counts')
  const newest = found.recordings.at(-1)
  if (newest?.recorder_is_district && newest.recorder_name === me.member.name) return 'district.bar_recorder'
  return may ? null : 'district.bar_role'
}

export default function Count({ found }: { found: Registration }) {
  const { t } = useTranslation()
  const bar = useBar(found)
  const correct = useCorrect(found.id)
  const { allowed, begin, end } = useBegun(found.allowed_actions)
  const open = found.verifications.length === 0 || allowed.includes('count-verification')
  if (found.state === 'revoked') return null
  if (bar && open) {
    return (
      <Panel title={t('district.verify')}>
        <Alert type="info" showIcon title={t(bar, { name: found.recordings.at(-1)?.recorder_name })} />
      </Panel>
    )
  }
  if (allowed.includes('count-verification')) return <div onFocus={begin}><Verify found={found} onTake={end} onDone={end} /></div>
  if (allowed.includes('count-correction') && found.entries.length > 0) {
    return (
      <div onFocus={begin}>
      <Panel title={t('district.correct')} sub={t('district.correct_sub')}>
        <ConfirmAction label={t('district.correct_button')} title={t('district.correct')} text={t('district.correct_text')} asks="reason" subject="pledge"
          asksFor={t('district.correct_said')} reasons="count_correction" button={{ danger: true }} offered={found.allowed_actions.includes('count-correction')}
          run={(reason, reason_code) => correct.mutateAsync({ reason_code, reason, revision: found.revision })} onTake={end} onDone={end} />
      </Panel>
      </div>
    )
  }
  return null
}

function Verify({ found, onTake, onDone }: { found: Registration; onTake: () => void; onDone: () => void }) {
  const { t } = useTranslation()
  const verify = useVerify(found.id)
  const [form] = Form.useForm<Values>()
  const [revision, read] = useAsRead(found.revision)
  const outcome = Form.useWatch('outcome', form)
  const send = (values: Values) => {
    const { looked_in, looked_on } = values
    const differing = values.outcome === 'mismatch' ? differingOf(values) : []
    const body: Verification = { outcome: values.outcome, looked_in, looked_on, differing, reason: values.reason?.trim() || null, revision }
    verify.mutate(body, { onSuccess: onDone })
  }
  return (
    <Panel title={t('district.verify')} sub={t('district.verify_sub')}>
      <Form form={form} layout="vertical" requiredMark={false} className="zr-form d-form" onFinish={send}
        scrollToFirstError={{ focus: true }} initialValues={{ looked_in: 'gazette_pe01', looked_on: today() }}>
        <Form.Item name="outcome" label={t('district.outcome')} rules={[{ required: true, message: t('common.required') }]}>
          <Radio.Group options={['confirmed', 'mismatch'].map((value) => ({ value, label: t(`district.outcome_of.${value}`) }))} />
        </Form.Item>
        <Form.Item name="looked_in" label={t('district.looked_in')} rules={[{ required: true, message: t('common.required') }]}>
          <Select options={PLACES_LOOKED.map((value) => ({ value, label: t(`district.looked.${value}`) }))} />
        </Form.Item>
        <Form.Item name="looked_on" label={t('district.looked_on')} rules={[{ required: true, message: t('common.required') }]}>
          <DayField upTo={today()} />
        </Form.Item>
        <Form.Item name="reason" label={t(outcome === 'mismatch' ? 'district.what_differs' : 'district.note')}
          rules={[{ required: outcome === 'mismatch', whitespace: true, message: t('common.required') }]}>
          <Input.TextArea rows={3} maxLength={1000} />
        </Form.Item>
        {outcome === 'mismatch' && <DifferingFields />}
        <StaleDecision error={verify.error} subject="pledge" over={!found.allowed_actions.includes('count-verification')} onTake={() => { read(); verify.reset(); onTake() }} />
        <Button type="primary" htmlType="submit" loading={verify.isPending}>
          {t(outcome === 'mismatch' ? 'district.submit_mismatch' : 'district.submit_verify')}
        </Button>
      </Form>
    </Panel>
  )
}
