/** A register extract read item by item: each is ticked once it stands so on the paper, or changed
 * to what the paper says. What is not ticked stays unknown. */
import { Checkbox, Form, Input, Radio, Select } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { DayField } from './DayField'
import type { EvidenceRight } from './EvidenceForm'
import './extractFields.css'
import { EXTRACT_FIELDS, type ExtractField, LEGAL_STATUSES, namesIn } from './evidencePayload'

export default function ExtractFields({ today, held }: { today: string; held: EvidenceRight | undefined }) {
  const { t } = useTranslation()
  const ticks = (Form.useWatch('read') ?? {}) as Partial<Record<ExtractField, boolean>>
  const yesNo = (
    <Radio.Group options={[{ value: true, label: t('evidence.yes') }, { value: false, label: t('evidence.no') }]} />
  )
  const controls: Partial<Record<ExtractField, { control: ReactNode; extra?: ReactNode }>> = {
    owners: {
      control: <Input.TextArea autoSize={{ minRows: 2, maxRows: 6 }} />,
      extra: <>{t('evidence.field.owners_help')}{t('common.semicolon')}<Held name="owners" held={held?.patentees.join('\n') ?? ''} /></>,
    },
    status: { control: <Select options={LEGAL_STATUSES.map((each) => ({ value: each, label: t(`evidence.status.${each}`) }))} /> },
    granted_on: { control: <DayField upTo={today} />, extra: <Held name="granted_on" held={held?.granted_on ?? ''} /> },
    expires_on: { control: <DayField />, extra: <Held name="expires_on" held={held?.expires_on ?? ''} /> },
  }
  const count = EXTRACT_FIELDS.filter((each) => ticks[each]).length
  return (
    <fieldset className="zr-extract">
      <legend>{t('evidence.read.title')}</legend>
      <p className="muted">{t('evidence.read.help')}</p>
      {EXTRACT_FIELDS.map((field) => (
        <div key={field} className="zr-extract-row">
          <Form.Item name={field} label={t(`evidence.field.${field}`)} extra={controls[field]?.extra}
            dependencies={[['read', field]]}
            rules={[({ getFieldValue }) => ({
              required: getFieldValue(['read', field]) === true, message: t('evidence.read.value'),
            })]}>
            {controls[field]?.control ?? yesNo}
          </Form.Item>
          <Form.Item name={['read', field]} valuePropName="checked" noStyle>
            <Checkbox aria-label={`${t('evidence.read.tick')}${t('common.colon')}${t(`evidence.field.${field}`)}`}>{t('evidence.read.tick')}</Checkbox>
          </Form.Item>
        </div>
      ))}
      <p className="muted" role="status">{t('evidence.read.count', { n: count, of: EXTRACT_FIELDS.length })}</p>
    </fieldset>
  )
}

/** What is held of a field, and whether what was read of the paper differs. */
function Held({ name, held }: { name: ExtractField; held: string }) {
  const { t } = useTranslation()
  const read: unknown = Form.useWatch(name)
  const differs = typeof read === 'string' && namesIn(read).join('\n') !== namesIn(held).join('\n')
  const value = held ? namesIn(held).join(t('common.sep')) : '—'
  return <span className={differs ? 'late' : undefined}>{t(differs ? 'evidence.held_differs' : 'evidence.held', { v: value })}</span>
}
