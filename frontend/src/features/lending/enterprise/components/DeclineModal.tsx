import { Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAct } from '../actions'
import type { Application } from '../model'
import StaleOffer, { isReplaced } from './StaleOffer'

interface Props {
  application: Application
  open: boolean
  onClose: () => void
}

const P = 'lending_enterprise.loan.decline'

export default function DeclineModal({ application, open, onClose }: Props) {
  const { t } = useTranslation()
  const [reason, setReason] = useState('')
  const decline = useAct(application.id, 'offer-decline')
  return (
    <Modal
      open={open}
      title={t(`${P}.title`, { bank: application.lender.name })}
      okText={t(`${P}.ok`)}
      okButtonProps={{ danger: true, loading: decline.isPending, disabled: isReplaced(decline.error) }}
      onCancel={onClose}
      onOk={() =>
        decline.mutate(
          { offer_version: application.offer?.version ?? null, reason },
          { onSuccess: onClose },
        )
      }
    >
      <p>{t(`${P}.text`)}</p>
      <label htmlFor="le-decline-reason">{t(`${P}.reason`)}</label>
      <Input.TextArea
        id="le-decline-reason"
        rows={2}
        maxLength={2000}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      {decline.isError && <StaleOffer error={decline.error} onTake={decline.reset} />}
    </Modal>
  )
}
