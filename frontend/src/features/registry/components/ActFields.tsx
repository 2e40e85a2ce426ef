/** The fields of each act: channel and day, notice and scan, outcome and where one looked. */
import { Checkbox, Form, Input, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { today } from '../../../lib/dates'
import { useMoney } from '../../../lib/useMoney'
import { DayField } from '../../../ui/DayField'
import DifferingFields, { type Field } from '../../../ui/DifferingFields'
import { ScanField } from '../../../ui/ScanField'
import type { Pledge } from '../model'
import { isAfter } from '../after'
import { AfterFields } from './AfterFields'
import type { FormName } from './ActForm'
import ViewLink from '../../../ui/ViewLink'

export interface ActValues {
  channel?: 'online' | 'post' | 'counter'
  day?: string
  until?: string
  number?: string
  reason?: string
  outcome?: 'confirmed' | 'mismatch'
  looked_in?: string
  grounds?: number[]
  fields?: Field[]
  differing?: Partial<Record<Field, string>>
  scan?: File | null
}

const GROUNDS = Array.from({ length: 12 }, (_, place) => place + 1)

interface Props {
  name: FormName
  pledge: Pledge
  correcting: boolean
}

export function ActFields(props: Props) {
  const { name } = props
  if (isAfter(name)) return <AfterFields name={name} pledge={props.pledge} />
  switch (name) {
    case 'filing':
      return <><Channel /><Day label="filed_on" /></>
    case 'registration':
      return <Result {...props} />
    case 'verification':
      return <Verification pledge={props.pledge} />
    case 'defect':
      return <><Reason label="defect_text" needed /><Day label="noted_on" /><Until label="cure_by" needed /><Scan label="notice_scan" needed /></>
    case 'cure':
      return <><Day label="cured_on" /><Reason label="note" /><Scan label="cure_scan" /></>
    case 'warning':
      return <><Grounds of={[10, 11]} needed /><Day label="warned_on" /><Until label="answer_by" /><Scan label="notice_scan" needed /></>
    case 'refusal':
      return <><Reason label="reason" needed /><Grounds of={GROUNDS} /><Day label="refused_on" /><Scan label="notice_scan" needed /></>
    case 'reopening':
      return <Reason label="reason" needed />
    case 'withdrawal':
      return <Reason label="note" />
  }
}

function Channel() {
  const { t } = useTranslation()
  return (
    <Form.Item name="channel" label={t('registry.form.channel')} extra={t('registry.form.channel_help')}>
      <Radio.Group options={(['online', 'post', 'counter'] as const).map((value) => ({ value, label: t(`registry.form.${value}`) }))} />
    </Form.Item>
  )
}

function Day({ label, from }: { label: string; from?: string }) {
  const { t } = useTranslation()
  return (
    <Form.Item name="day" label={t(`registry.form.${label}`)} rules={[{ required: true, message: t('registry.form.date_needed') }]}>
      <DayField upTo={today()} from={from} />
    </Form.Item>
  )
}

/** A day not before the notice that sets it; a notice may be recorded late, its time be over. */
function Until({ label, needed = false }: { label: string; needed?: boolean }) {
  const { t } = useTranslation()
  const from = Form.useWatch('day') as string | undefined
  return (
    <Form.Item name="until" label={t(`registry.form.${label}`)} rules={[{ required: needed, message: t('registry.form.date_needed') }]}>
      <DayField from={from} />
    </Form.Item>
  )
}

function Reason({ label, needed = false }: { label: string; needed?: boolean }) {
  const { t } = useTranslation()
  return (
    <Form.Item name="reason" label={t(`registry.form.${label}`)} rules={[{ required: needed, whitespace: needed, message: t('registry.form.reason_needed') }]}>
      <Input.TextArea rows={3} maxLength={2000} />
    </Form.Item>
  )
}

function Scan({ label, needed = false }: { label: string; needed?: boolean }) {
  const { t } = useTranslation()
  return (
    <Form.Item name="scan" label={t(`registry.form.${label}`)} extra={t('evidence.scan_help')} rules={[{ required: needed, message: t('evidence.scan_wanted') }]}>
      <ScanField label={t(`registry.form.${label}`)} />
    </Form.Item>
  )
}

function Grounds({ of, needed = false }: { of: number[]; needed?: boolean }) {
  const { t } = useTranslation()
  // Not `required`: antd would put aria-required on a group, which may not carry it.
  return (
    <Form.Item name="grounds" label={t('registry.form.grounds')} rules={[{ type: 'array', min: needed ? 1 : 0, message: t('registry.form.choose') }]}>
      <Checkbox.Group style={{ display: 'grid', gap: 4 }} options={of.map((value) => ({ value, label: `${value} ${t(`notice.met.${value}`)}` }))} />
    </Form.Item>
  )
}

function Result({ pledge, correcting }: Props) {
  const { t } = useTranslation()
  return (
    <>
      <Form.Item name="number" label={t('registry.form.number')} extra={t('registry.form.number_help')}
        rules={[{ required: true, whitespace: true, message: t('registry.form.number_needed') }]}>
        <Input maxLength={40} inputMode="text" autoComplete="off" />
      </Form.Item>
      <Day label="registered_on" from={pledge.filing?.filed_on} />
      <Scan label={correcting ? 'notice_optional' : 'notice'} needed={!correcting} />
      {correcting && <Reason label="correct_reason" needed />}
    </>
  )
}

function Verification({ pledge }: { pledge: Pledge }) {
  const { t } = useTranslation()
  const money = useMoney()
  const outcome = Form.useWatch('outcome') as ActValues['outcome']
  const { registration } = pledge
  return (
    <>
      <p>{t('registry.verify.compare')}</p>
      <dl className="zp-dl" style={{ background: '#f5f7fa', padding: 12, borderRadius: 6, marginBottom: 16 }}>
        <dt>{t('registry.form.number')}</dt><dd><strong>{registration?.number}</strong></dd>
        <dt>{t('registry.form.registered_on')}</dt><dd>{registration?.registered_on}</dd>
        <dt>{t('registry.page.pledgor')}</dt><dd>{pledge.parties.pledgor.name}</dd>
        <dt>{t('registry.page.pledgee')}</dt><dd>{pledge.parties.pledgee.name}</dd>
        <dt>{t('registry.page.secured')}</dt><dd>{money(pledge.terms.secured_fen)}</dd>
        <dt>{t('registry.page.col.number')}</dt><dd>{pledge.rights.map((right) => <span key={right.id} className="zp-block zp-nowrap">{right.label}</span>)}</dd>
        {registration?.notice_document_id && (
          <><dt>{t('registry.registration.notice')}</dt><dd><><a href={`/api/v1/documents/${registration.notice_document_id}/content`} download>{t('registry.registration.notice')}</a> <ViewLink id={registration.notice_document_id} name={t('registry.registration.notice')} /></></dd></>
        )}
      </dl>
      <Form.Item name="outcome" label={t('registry.form.outcome')}>
        <Radio.Group style={{ display: 'grid', gap: 8 }} options={(['confirmed', 'mismatch'] as const).map((value) => ({
          value, label: <>{t(`registry.form.${value}`)} <span className="zp-small">{t(`registry.form.${value}_help`)}</span></>,
        }))} />
      </Form.Item>
      <Form.Item name="looked_in" label={t('registry.form.looked_in')}>
        <Select options={(['notice', 'gazette', 'extract'] as const).map((value) => ({ value, label: t(`registry.form.looked_in_${value}`) }))} />
      </Form.Item>
      <Day label="looked_on" />
      <Reason label={outcome === 'mismatch' ? 'reason' : 'note'} needed={outcome === 'mismatch'} />
      {outcome === 'mismatch' && <DifferingFields />}
    </>
  )
}
