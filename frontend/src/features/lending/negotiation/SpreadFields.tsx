/** A value as a range, in ten thousand yuan: three fields of a form. */
import { Form, InputNumber } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Spread } from './spread'
import './negotiation.css'

export default function SpreadFields() {
  const { t } = useTranslation()
  return (
    <fieldset className="ne-spread">
      <legend>{t('negotiation.range')}</legend>
      {(['low', 'central', 'high'] as const).map((each) => (
        <Form.Item key={each} name={each} label={t(`negotiation.${each}`)} dependencies={each === 'low' ? [] : ['low', 'central']}
          rules={[
            { required: true, message: t('negotiation.amount_needed') },
            ({ getFieldsValue }) => ({
              validator: () => {
                const { low, central, high } = getFieldsValue() as Partial<Spread>
                const before = each === 'high' ? central : low
                const own = { low, central, high }[each]
                return each !== 'low' && before != null && own != null && own < before ? Promise.reject(new Error(t('negotiation.order'))) : Promise.resolve()
              },
            }),
          ]}>
          <InputNumber min={0.01} precision={2} style={{ width: '100%' }} />
        </Form.Item>
      ))}
    </fieldset>
  )
}
