/** To the card service's page and back; what has arrived, only the server says. */
import { CreditCardOutlined } from '@ant-design/icons'
import { Button, Steps } from 'antd'
import { useTranslation } from 'react-i18next'
import { asProblem } from '../../../api/problem'
import { yuanText } from '../../../lib/fen'
import FormProblem from '../../../ui/FormProblem'
import Panel from '../../../ui/Panel'
import { progress } from '../model'
import { type Charge, useCheckout } from '../queries'

const PLACES = { waiting: 0, on_way: 1, arrived: 2 } as const

/** How far the payment has come that somebody has just returned from. */
export function Progress({ charge, returned }: { charge: Charge; returned: boolean }) {
  const { t } = useTranslation()
  const at = progress(charge, returned)
  return (
    <Panel title={t('pay.way.title')}>
      <p role="status">{t(`pay.way.${at}`)}</p>
      <Steps size="small" orientation="vertical" current={PLACES[at]} status={at === 'arrived' ? 'finish' : 'process'}
        items={(['submitted', 'confirming', 'arrivedStep'] as const).map((key) => ({ title: t(`pay.way.${key}`) }))} />
    </Panel>
  )
}

export default function PayOnline({ charge }: { charge: Charge }) {
  const { t } = useTranslation()
  const checkout = useCheckout(charge.id)
  if (charge.checkout_methods.length === 0) return null
  const methods = charge.checkout_methods.map((each) => t(`pay.method.${each}`)).join(t('common.sep'))
  const underWay = checkout.error && asProblem(checkout.error).code === 'payments.payment_under_way'
  return (
    <Panel title={t('pay.online.title')} sub={methods}>
      <p className="zr-sub">{t('pay.online.text')}</p>
      <FormProblem error={checkout.error} />
      {underWay && <p className="zr-sub">{t('pay.online.underWay')}</p>}
      <div className="pay-actions">
        <Button type="primary" icon={<CreditCardOutlined aria-hidden />} loading={checkout.isPending || checkout.isSuccess}
          onClick={() => checkout.mutate(undefined, { onSuccess: (page) => location.assign(page.url) })}>
          {t('pay.online.run', { amount: t('common.yuan', { amount: yuanText(charge.outstanding_fen) }) })}
        </Button>
      </div>
    </Panel>
  )
}
