import { Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import FormProblem from '../../../../ui/FormProblem'
import { useAct } from '../actions'
import type { Application } from '../model'

interface Props {
  application: Application
  open: boolean
  onClose: () => void
}

const P = 'lending_enterprise.loan.withdrawAsk'

export default function WithdrawModal({ application, open, onClose }: Props) {
  const { t } = useTranslation()
  const [reason, setReason] = useState('')
  const withdraw = useAct(application.id, 'withdrawal')
  return (
    <Modal
      open={open}
      title={t(`${P}.title`)}
      okText={t(`${P}.ok`)}
      cancelText={t(`${P}.no`)}
      okButtonProps={{ danger: true, loading: withdraw.isPending }}
      onCancel={onClose}
      onOk={() => withdraw.mutate({ reason }, { onSuccess: onClose })}
    >
      <p>{t(`${P}.text`)}</p>
      {application.pledge_id && <p>{t(`${P}.pledge`)}</p>}
      <label htmlFor="le-withdraw-reason">{t(`${P}.reason`)}</label>
      <Input.TextArea
        id="le-withdraw-reason"
        rows={2}
        maxLength={2000}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      {withdraw.isError && <FormProblem error={withdraw.error} />}
    </Modal>
  )
}
