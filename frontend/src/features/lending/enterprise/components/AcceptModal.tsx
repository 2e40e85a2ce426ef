import { Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { formatFen } from '../../../../lib/fen'
import { useAct } from '../actions'
import { closesWith, type Application } from '../model'
import { useOpenApplications } from '../queries'
import StaleOffer, { isReplaced } from './StaleOffer'

interface Props {
  application: Application
  open: boolean
  onClose: () => void
}

const P = 'lending_enterprise.loan.accept'

/** Says what an acceptance does, and which other applications it closes, before it is done. */
export default function AcceptModal({ application, open, onClose }: Props) {
  const { t } = useTranslation()
  const others = useOpenApplications(open)
  const accept = useAct(application.id, 'offer-acceptance')
  const offer = application.offer
  if (offer === null) return null
  const closed = closesWith(application, others.data?.items ?? [])
  return (
    <Modal
      open={open}
      title={t(`${P}.title`, { bank: application.lender.name })}
      okText={t(`${P}.ok`, { amount: formatFen(offer.amount_fen, t) })}
      cancelText={t(`${P}.cancel`)}
      okButtonProps={{ loading: accept.isPending || others.isPending, disabled: isReplaced(accept.error) }}
      onCancel={onClose}
      onOk={() => accept.mutate({ offer_version: offer.version }, { onSuccess: onClose })}
    >
      <p>{t(`${P}.text`)}</p>
      <ul className="le-conditions">
        <li>
          {closed.length > 0 ? t(`${P}.closes`, { n: closed.length }) : t(`${P}.closesNone`)}
          {closed.length > 0 && (
            <ul>
              {closed.map((each) => (
                <li key={each.id}>
                  {each.lender.name} · {each.product.name} · {each.number}
                </li>
              ))}
            </ul>
          )}
        </li>
        <li>{t(`${P}.pledge`)}</li>
        <li>{t(`${P}.draw`)}</li>
      </ul>
      {accept.isError && <StaleOffer error={accept.error} onTake={accept.reset} />}
    </Modal>
  )
}
