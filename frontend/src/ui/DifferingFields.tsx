/** Which filed fields differ, and what the source says of each: part of the form of a mismatch. */
import { Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'

const FIELDS = [
  'pledgor', 'pledgee', 'registration_number', 'registered_on', 'patents', 'granted_on', 'claim_kind', 'secured_fen',
  'performance_from', 'performance_to', 'scope',
] as const

export type Field = (typeof FIELDS)[number]

/** What the form holds, as the API takes it: only the chosen fields. */
export function differingOf(values: { fields?: Field[]; differing?: Partial<Record<Field, string>> }) {
  return (values.fields ?? []).map((field) => ({ field, found: values.differing?.[field]?.trim() ?? '' }))
}

export default function DifferingFields() {
  const { t } = useTranslation()
  const chosen = Form.useWatch<Field[] | undefined>('fields')
  return (
    <>
      <Form.Item name="fields" label={t('compared.which')} extra={t('compared.which_help')}>
        <Select mode="multiple" showSearch={{ optionFilterProp: 'label' }} options={FIELDS.map((value) => ({ value, label: t(`compared.field.${value}`) }))} />
      </Form.Item>
      {(chosen ?? []).map((field) => (
        <Form.Item key={field} name={['differing', field]} label={t('compared.found', { field: t(`compared.field.${field}`) })}
          rules={[{ required: true, whitespace: true, message: t('common.required') }]}>
          <Input maxLength={200} />
        </Form.Item>
      ))}
    </>
  )
}
