/** Proposes that money goes back to where it came from: by the line it came with, or by card. */
import { Input, InputNumber, Modal, Radio } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFocusBack } from '../../../lib/keepFocus'
import FormProblem from '../../../ui/FormProblem'
import Money from '../../../ui/Money'
import SkeletonRows from '../../../ui/SkeletonRows'
import { type Charge, type Line, useCharge, useDesk, useLines } from '../queries'

const FEN = 100
const CARD = 'card'

interface Props {
  /** What a charge's payer gets back; without it, what waits of the line. */
  chargeId: string | undefined
  line?: Line
  close: () => void
}

function Form({ charge, line, lines, close }: { charge?: Charge | undefined; line?: Line | undefined; lines: Line[]; close: () => void }) {
  const { t } = useTranslation()
  const id = useId()
  const { proposeRefund } = useDesk()
  const [way, setWay] = useState(line?.id ?? lines[0]?.id ?? CARD)
  const most = charge ? charge.kept_fen : line ? line.left_fen - line.returning_fen : 0
  const [yuan, setYuan] = useState<number | null>(most / FEN)
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const send = async () => {
    setTried(true)
    if (yuan === null || !reason.trim()) return
    setBusy(true)
    setError(null)
    try {
      await proposeRefund({ charge_id: charge?.id ?? null, line_id: way === CARD ? null : way, amount_fen: Math.round(yuan * FEN), reason: reason.trim() })
      close()
    } catch (problem) {
      setError(problem)
    } finally {
      setBusy(false)
    }
  }
  const named = (each: Line) => `${each.booked_on} · ${each.other_name} · ${each.other_account.slice(-4)}`
  return (
    <Modal open title={t('money.refund.title')} okText={t('money.refund.send')} cancelText={t('common.cancel')} confirmLoading={busy} onCancel={close} onOk={() => void send()}>
      <div className="zr-form">
        {charge && <p className="zr-sub">{charge.reference} · {charge.payer_name} · {t('money.refund.kept')} <Money fen={charge.kept_fen} exact /></p>}
        {!line && (
          <div className="zr-field">
            <span className="zr-label" id={`${id}-way`}>{t('money.refund.way')}</span>
            <Radio.Group aria-labelledby={`${id}-way`} value={way} onChange={(event) => setWay(event.target.value as string)}
              options={[...lines.map((each) => ({ value: each.id, label: named(each) })), { value: CARD, label: t('money.refund.card') }]} />
          </div>
        )}
        {line && <p className="zr-sub">{named(line)}</p>}
        <div className="zr-field">
          <label htmlFor={`${id}-amount`}>{line && line.currency !== 'CNY' ? t('money.refund.amountIn', { currency: line.currency }) : t('money.refund.amount')}</label>
          <InputNumber id={`${id}-amount`} value={yuan} min={0.01} max={most / FEN} precision={2} onChange={setYuan} style={{ width: 200 }} />
        </div>
        <div className="zr-field">
          <label htmlFor={`${id}-reason`}>{t('common.ask.reason')}</label>
          <Input.TextArea id={`${id}-reason`} value={reason} rows={2} maxLength={200} aria-invalid={tried && !reason.trim()} onChange={(event) => setReason(event.target.value)} />
          {tried && !reason.trim() && <div className="field-error" role="alert">{t('common.required')}</div>}
        </div>
        <p className="zr-sub">{t('money.refund.chain')}</p>
        <FormProblem error={error} />
      </div>
    </Modal>
  )
}

/** Of a charge, with the lines that its money came by. */
function OfCharge({ id, close }: { id: string; close: () => void }) {
  const { t } = useTranslation()
  const charge = useCharge(id)
  const lines = useLines(undefined, { q: charge.data?.reference ?? '-', direction: 'in', limit: 50 })
  if (charge.isLoadingError) {
    return <Modal open title={t('money.refund.title')} footer={null} onCancel={close}><FormProblem error={charge.error} /></Modal>
  }
  if (!charge.data || lines.isPending || lines.isPlaceholderData) {
    return <Modal open title={t('money.refund.title')} footer={null} onCancel={close}><SkeletonRows rows={4} /></Modal>
  }
  return <Form charge={charge.data} lines={(lines.data?.items ?? []).filter((each) => each.charge_id === id)} close={close} />
}

export default function ProposeRefund({ chargeId, line, close }: Props) {
  useFocusBack()
  if (chargeId) return <OfCharge id={chargeId} close={close} />
  return <Form line={line} lines={line ? [line] : []} close={close} />
}
