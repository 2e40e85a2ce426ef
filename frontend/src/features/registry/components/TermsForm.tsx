/** Stating the terms M1 to M5 and what the contract may settle besides. */
import { Alert, Button, Checkbox, Form, Input, Radio } from 'antd'
import { AgentFields, type Details, DetailFields } from './AgentFields'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { useAsRead } from '../../../lib/useAsRead'
import { renewUntouched } from '../../../lib/renewUntouched'
import { DayField } from '../../../ui/DayField'
import StaleDecision from '../../../ui/StaleDecision'
import { type Pledge, fenOf, wanOf } from '../model'
import { type Acts, useAct } from '../queries'
import { OPTIONAL } from './Terms'

interface Values {
  pledgor_address?: string
  pledgee_address?: string
  claim_kind?: 'single' | 'max_amount'
  secured?: string
  loan_reference?: string
  performance_from?: string
  performance_to?: string
  scope?: string
  optional?: Partial<Record<(typeof OPTIONAL)[number], string>>
  appraised?: boolean
  agent?: string
  attorney?: { agency_code?: string; person?: string; code?: string; address?: string; phone?: string; matters?: string; valid_until?: string }
  pledgor_details?: Details
  pledgee_details?: Details
  contract_text?: string
  state_owned?: boolean
  foreign_party?: boolean
}

export function TermsForm({ pledge, onClose }: { pledge: Pledge; onClose: () => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Values>()
  const act = useAct(pledge.id)
  const [revision, read] = useAsRead(pledge.revision)
  const take = () => {
    renewUntouched(form, beginning(pledge, t))
    read()
    act.reset()
  }
  const signed = pledge.signatures.some((each) => each.purpose === 'terms' && each.valid)
  return (
    <Form form={form} layout="vertical" requiredMark={false} style={{ maxWidth: 720 }} initialValues={beginning(pledge, t)} scrollToFirstError={{ focus: true }}
      onFinish={(values) => act.mutate({ act: 'terms', body: { ...bodyOf(values, pledge), revision } }, { onSuccess: onClose })}>
      <h2 style={{ fontSize: 16, margin: '0 0 12px' }}>{t('registry.terms.title')}</h2>
      {signed && <Alert type="warning" showIcon title={t('registry.terms.signed_again')} style={{ marginBottom: 16 }} />}
      <Heading name="m1" />
      <Form.Item name="pledgor_address" label={t('registry.terms.pledgor_address')}><Input maxLength={2000} /></Form.Item>
      <Form.Item name="pledgee_address" label={t('registry.terms.pledgee_address')}><Input maxLength={2000} /></Form.Item>
      <Heading name="m2" />
      <Form.Item name="claim_kind" label={t('registry.terms.claim_kind')}>
        <Radio.Group options={(['single', 'max_amount'] as const).map((value) => ({ value, label: t(`registry.terms.claim.${value}`) }))} />
      </Form.Item>
      <div className="zp-two">
        <Form.Item name="secured" label={t('registry.terms.secured')}
          rules={[{ validator: (_, typed: string) => (fenOf(typed ?? '') === null ? Promise.reject(new Error(t('registry.terms.amount_invalid'))) : Promise.resolve()) }]}>
          <Input inputMode="decimal" />
        </Form.Item>
        <Form.Item name="loan_reference" label={t('registry.terms.loan_reference')}><Input maxLength={120} /></Form.Item>
      </div>
      <Heading name="m3" />
      <div className="zp-two">
        <Form.Item name="performance_from" label={t('registry.terms.performance_from')}><DayField /></Form.Item>
        <Form.Item name="performance_to" label={t('registry.terms.performance_to')} dependencies={['performance_from']}
          rules={[({ getFieldValue }) => ({
            validator: (_, to: string | undefined) => {
              const from = getFieldValue('performance_from') as string | undefined
              return to && from && to <= from ? Promise.reject(new Error(t('registry.terms.period_invalid'))) : Promise.resolve()
            },
          })]}>
          <DayField />
        </Form.Item>
      </div>
      <Heading name="m5" />
      <Form.Item name="scope" label={t('registry.terms.scope')}
        extra={<Button type="link" size="small" style={{ padding: 0 }} onClick={() => form.setFieldValue('scope', t('registry.terms.scope_example'))}>{t('registry.terms.use_example')}</Button>}>
        <Input.TextArea rows={3} maxLength={2000} />
      </Form.Item>
      <h3 style={{ fontSize: 14 }}>{t('registry.terms.optional')}</h3>
      {OPTIONAL.map((name) => (
        <Form.Item key={name} name={['optional', name]} label={t(`registry.terms.${name}`)}><Input.TextArea autoSize={{ minRows: 1, maxRows: 4 }} maxLength={2000} /></Form.Item>
      ))}
      <DetailFields />
      <AgentFields />
      <Form.Item name="contract_text" label={t('registry.terms.contract_text')}><Input.TextArea rows={4} maxLength={200_000} /></Form.Item>
      {(['appraised', 'state_owned', 'foreign_party'] as const).map((name) => (
        <Form.Item key={name} name={name} valuePropName="checked" style={{ marginBottom: 4 }}><Checkbox>{t(`registry.terms.${name}`)}</Checkbox></Form.Item>
      ))}
      <StaleDecision error={act.error} subject="pledge" onTake={take} />
      <div style={{ display: 'flex', gap: 12, marginTop: 16 }}>
        <Button type="primary" htmlType="submit" loading={act.isPending}>{t('registry.terms.save')}</Button>
        <Button onClick={onClose}>{t('registry.terms.cancel')}</Button>
      </div>
    </Form>
  )
}

function Heading({ name }: { name: string }) {
  const { t } = useTranslation()
  return <h3 style={{ fontSize: 14, margin: '8px 0' }}>{name.toUpperCase()} {t(`registry.terms.${name}`)}</h3>
}

function said(details: object): Details {
  return Object.fromEntries(Object.entries(details).filter(([, value]) => Boolean(value)))
}

function beginning(pledge: Pledge, t: TFunction): Values {
  const { terms, parties } = pledge
  return {
    pledgor_address: terms.pledgor_address ?? parties.pledgor.address ?? undefined,
    pledgee_address: terms.pledgee_address ?? parties.pledgee.address ?? undefined,
    claim_kind: (terms.claim_kind as Values['claim_kind']) ?? 'single',
    secured: wanOf(terms.secured_fen), loan_reference: terms.loan_reference ?? undefined,
    performance_from: terms.performance_from ?? undefined, performance_to: terms.performance_to ?? undefined,
    scope: terms.scope ?? undefined, optional: terms.optional, appraised: terms.appraised, agent: terms.agent ?? undefined,
    attorney: terms.attorney
      ? {
          agency_code: terms.attorney.agency_code, person: terms.attorney.person, code: terms.attorney.code ?? undefined,
          address: terms.attorney.address ?? undefined, phone: terms.attorney.phone ?? undefined,
          matters: terms.attorney.matters.join('\n'), valid_until: terms.attorney.valid_until,
        }
      : { matters: t('registry.terms.matters_usual') },
    pledgor_details: said(terms.pledgor_details), pledgee_details: said(terms.pledgee_details),
    contract_text: terms.contract_text ?? undefined, state_owned: terms.state_owned ?? false, foreign_party: terms.foreign_party ?? false,
  }
}

/** Only what was stated; an empty field leaves the term as it is, an emptied agent ends the mandate. */
export function bodyOf(values: Values, pledge: Pick<Pledge, 'terms'>): Acts['terms'] {
  const { secured, optional, agent, attorney, pledgor_details, pledgee_details, ...rest } = values
  const fen = fenOf(secured ?? '')
  const stated = filled(optional ?? {})
  const of = { pledgor_details: filled(pledgor_details ?? {}), pledgee_details: filled(pledgee_details ?? {}) }
  const body = {
    ...filled(rest),
    ...(fen === null ? {} : { secured_fen: fen }),
    ...(Object.keys(stated).length > 0 ? { optional: stated } : {}),
    ...Object.fromEntries(Object.entries(of).filter(([, value]) => Object.keys(value).length > 0)),
    ...(agent?.trim() ? { agent: agent.trim(), attorney: { ...filled(attorney ?? {}), matters: lines(attorney?.matters) } } : {}),
    ...(!agent?.trim() && pledge.terms.agent ? { agent: '' } : {}),
  }
  return body as Acts['terms']
}

const filled = (values: object) => Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value !== ''))
const lines = (text = '') => text.split(/\r?\n/).map((line) => line.trim()).filter((line) => line !== '')
