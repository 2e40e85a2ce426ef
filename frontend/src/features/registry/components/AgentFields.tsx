/** What CNIPA's forms ask besides the terms: how to reach the parties, and the agency's mandate. */
import { Form, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { today } from '../../../lib/dates'
import { DayField } from '../../../ui/DayField'

const DETAILS = ['representative', 'contact', 'phone', 'postcode', 'country'] as const
export type Details = Partial<Record<(typeof DETAILS)[number], string>>

export function DetailFields() {
  const { t } = useTranslation()
  return (
    <details style={{ marginBottom: 16 }}>
      <summary>{t('registry.terms.details')}</summary>
      {(['pledgor', 'pledgee'] as const).map((side) => (
        <fieldset key={side} style={{ border: 0, padding: 0, margin: '12px 0 0' }}>
          <legend style={{ padding: 0, marginBottom: 4, border: 0, fontSize: 14, fontWeight: 600 }}>{t(`registry.page.${side}`)}</legend>
          <div className="zp-two">
            {DETAILS.map((name) => (
              <Form.Item key={name} name={[`${side}_details`, name]} label={t(`registry.terms.detail.${name}`)}
                rules={name === 'postcode' ? [{ pattern: /^\d{6}$/u, message: t('registry.terms.postcode_invalid') }] : []}>
                <Input maxLength={200} autoComplete="off" />
              </Form.Item>
            ))}
          </div>
        </fieldset>
      ))}
    </details>
  )
}

export function AgentFields() {
  const { t } = useTranslation()
  const agent = Form.useWatch('agent') as string | undefined
  const needed = (name: 'agency_code' | 'person' | 'matters' | 'valid_until') => [
    { required: true, message: t('registry.terms.attorney_needed', { what: t(`registry.terms.attorney.${name}`) }) },
  ]
  return (
    <>
      <Form.Item name="agent" label={t('registry.terms.agent')} extra={t('registry.terms.agent_help')}><Input maxLength={200} /></Form.Item>
      {agent?.trim() && (
        <>
          <div className="zp-two">
            <Form.Item name={['attorney', 'agency_code']} label={t('registry.terms.attorney.agency_code')}
              rules={[...needed('agency_code'), { pattern: /^\d{5}$/u, message: t('registry.terms.agency_code_invalid') }]}>
              <Input maxLength={5} inputMode="numeric" autoComplete="off" />
            </Form.Item>
            <Form.Item name={['attorney', 'person']} label={t('registry.terms.attorney.person')} rules={needed('person')}><Input maxLength={200} /></Form.Item>
            <Form.Item name={['attorney', 'code']} label={t('registry.terms.attorney.code')}><Input maxLength={18} autoComplete="off" /></Form.Item>
            <Form.Item name={['attorney', 'phone']} label={t('registry.terms.attorney.phone')}><Input maxLength={200} autoComplete="off" /></Form.Item>
          </div>
          <Form.Item name={['attorney', 'address']} label={t('registry.terms.attorney.address')}><Input maxLength={200} /></Form.Item>
          <Form.Item name={['attorney', 'matters']} label={t('registry.terms.attorney.matters')} extra={t('registry.terms.matters_help')} rules={needed('matters')}>
            <Input.TextArea autoSize={{ minRows: 3, maxRows: 8 }} />
          </Form.Item>
          <Form.Item name={['attorney', 'valid_until']} label={t('registry.terms.attorney.valid_until')} rules={needed('valid_until')}>
            <DayField from={today()} />
          </Form.Item>
        </>
      )}
    </>
  )
}
