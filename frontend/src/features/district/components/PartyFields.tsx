/** The parties of one side: name, credit code, district and street; several may be added. */
import { Button, Form, Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useDivisions } from '../../../api/divisions'

interface Props {
  side: 'pledgors' | 'pledgees'
}

const MOST = 20

export default function PartyFields({ side }: Props) {
  const { t } = useTranslation()
  const one = t(side === 'pledgors' ? 'district.pledgor' : 'district.pledgee')
  return (
    <Form.List name={side}>
      {(fields, { add, remove }) => (
        <fieldset className="d-fieldset">
          <legend>{one}</legend>
          {fields.map((field, place) => (
            <div key={field.key} className="d-party">
              <Form.Item name={[field.name, 'name']} label={t('district.party_name', { party: one, n: place + 1 })}
                rules={[{ required: true, whitespace: true, message: t('common.required') }]}>
                <Input maxLength={200} />
              </Form.Item>
              <Form.Item name={[field.name, 'code']} label={t('district.party_code')}
                rules={[{ pattern: /^[0-9A-Za-z]{18}$/, message: t('district.party_code_wrong') }]}>
                <Input maxLength={18} />
              </Form.Item>
              {side === 'pledgors' && <Address place={field.name} />}
              {fields.length > 1 && (
                <div><Button onClick={() => remove(field.name)}>{t('district.remove_party', { party: one, n: place + 1 })}</Button></div>
              )}
            </div>
          ))}
          {fields.length < MOST && <div><Button onClick={() => add({})}>{t('district.add_party', { party: one })}</Button></div>}
        </fieldset>
      )}
    </Form.List>
  )
}

function Address({ place }: { place: number }) {
  const { t } = useTranslation()
  const form = Form.useFormInstance()
  const divisions = useDivisions().data ?? []
  const chosen: unknown = Form.useWatch(['pledgors', place, 'division'], form)
  const streets = divisions.find((each) => each.code === chosen)?.streets ?? null
  return (
    <div className="d-pair">
      <Form.Item name={[place, 'division']} label={t('district.division')}
        rules={[{ required: true, message: t('common.required') }]}>
        <Select showSearch={{ optionFilterProp: 'label' }} onChange={() => form.setFieldValue(['pledgors', place, 'street'], undefined)}
          options={divisions.map((each) => ({ value: each.code, label: `${each.name} ${each.code}` }))} />
      </Form.Item>
      <Form.Item name={[place, 'street']} label={t('district.street')}>
        {streets ? <Select allowClear showSearch options={streets.map((each) => ({ value: each, label: each }))} /> : <Input maxLength={60} />}
      </Form.Item>
    </div>
  )
}
