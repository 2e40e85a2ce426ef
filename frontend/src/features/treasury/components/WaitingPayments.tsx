/** Money that came by the payment service for no bill: one person says which bill it pays, another confirms. */
import { Button, Modal, Select } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDateTime } from '../../../lib/dates'
import { formatFen } from '../../../lib/fen'
import { useFocusBack } from '../../../lib/keepFocus'
import { useHeldRows } from '../../../lib/useHeldRows'
import ConfirmAction from '../../../ui/ConfirmAction'
import FormProblem from '../../../ui/FormProblem'
import Money from '../../../ui/Money'
import Panel from '../../../ui/Panel'
import { useDesk, useOpenCharges, useWaitingPayments, type WaitingPayment } from '../queries'

/** In the currency's own whole unit, as the payment service counts it. */
const foreign = (row: WaitingPayment) => {
  const format = new Intl.NumberFormat('en', { style: 'currency', currency: row.currency, currencyDisplay: 'code' })
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2
  return (row.amount / 10 ** digits).toFixed(digits)
}

function Propose({ row, close }: { row: WaitingPayment; close: () => void }) {
  const { t } = useTranslation()
  useFocusBack()
  const id = useId()
  const { matchPayment } = useDesk()
  const [q, setQ] = useState('')
  const [charge, setCharge] = useState<string>()
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const charges = useOpenCharges(q).data?.items ?? []
  const send = async () => {
    setTried(true)
    if (!charge) return
    setBusy(true)
    setError(null)
    try {
      await matchPayment(row.id, charge)
      close()
    } catch (problem) {
      setError(problem)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal open title={t('money.match.title')} okText={t('money.match.send')} cancelText={t('common.cancel')} confirmLoading={busy} onCancel={close} onOk={() => void send()}>
      <div className="zr-form">
        <div className="zr-field">
          <label htmlFor={`${id}-charge`}>{t('money.match.charge')}</label>
          <Select id={`${id}-charge`} value={charge ?? null} onChange={setCharge} showSearch={{ filterOption: false, onSearch: setQ }} status={tried && !charge ? 'error' : undefined}
            placeholder={t('money.match.chargeHint')} notFoundContent={t('money.match.noCharge')}
            options={charges.map((each) => ({ value: each.id, label: `${each.reference} · ${each.payer_name} · ${each.about} · ${formatFen(each.outstanding_fen, t)}` }))} />
          {tried && !charge && <div className="field-error" role="alert">{t('common.required')}</div>}
        </div>
        <p className="zr-sub">{t('money.match.chain')}</p>
        <FormProblem error={error} />
      </div>
    </Modal>
  )
}

export default function WaitingPayments() {
  const { t } = useTranslation()
  const desk = useDesk()
  const rows = useHeldRows(useWaitingPayments().data?.items ?? [], (row) => row.id)
  const [chosen, setChosen] = useState<WaitingPayment | null>(null)
  if (rows.length === 0) return null
  const may = (row: WaitingPayment, action: string) => row.allowed_actions.includes(action)
  return (
    <Panel title={t('money.waiting.title')} sub={t('money.waiting.sub')}>
      <ul className="mo-files">
        {rows.map((row) => (
          <li key={row.id} className="mo-line">
            <span className="mo-break">
              <code>{row.payment}</code>
              <div className="zr-sub num">{formatDateTime(row.came_at)}{row.proposed_by_name && ` · ${t('money.match.proposed', { name: row.proposed_by_name })}${row.charge_reference ?? t('money.waiting.goesBack')}`}{row.note && <> · {row.note}</>}</div>
            </span>
            {row.currency === 'CNY' ? <Money fen={row.amount} exact /> : <span><span className="num">{row.currency} {foreign(row)}</span><div className="zr-sub">{t('money.waiting.foreign')}</div></span>}
            <span className="mo-line mo-start">
              {may(row, 'match') && <Button size="small" onClick={() => setChosen(row)}>{t('money.match.propose')}</Button>}
              {may(row, 'return') && (
                <ConfirmAction label={t('money.waiting.return')} title={t('money.waiting.returnTitle')} text={t('money.waiting.returnText')} asks="reason"
                  button={{ size: 'small' }} run={(reason) => desk.returnPayment(row.id, reason)} />
              )}
              {may(row, 'confirm') && (
                <ConfirmAction label={t('money.match.confirm')} title={t(row.charge_id ? 'money.match.confirmAsk' : 'money.waiting.returnAsk')} text={t(row.charge_id ? 'money.match.confirmOf.charge' : 'money.waiting.returnConfirm')}
                  button={{ size: 'small', type: 'primary' }} run={() => desk.confirmPayment(row.id)} />
              )}
              {may(row, 'refuse') && (
                <ConfirmAction label={t('money.match.refuse')} title={t('money.match.refuseAsk')} text={t('money.match.refuseText')} button={{ size: 'small' }} run={() => desk.refusePayment(row.id)} />
              )}
            </span>
          </li>
        ))}
      </ul>
      {chosen && <Propose row={chosen} close={() => setChosen(null)} />}
    </Panel>
  )
}
