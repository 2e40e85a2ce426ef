/** What may be done with an invoice now: its number told, refused, withdrawn, credited. */
import { Button, Input, Modal } from 'antd'
import { useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { today } from '../../../lib/dates'
import { useFocusBack } from '../../../lib/keepFocus'
import { useActing } from '../../../lib/useActing'
import ConfirmAction from '../../../ui/ConfirmAction'
import { DayField } from '../../../ui/DayField'
import FileField from '../../../ui/FileField'
import FormProblem from '../../../ui/FormProblem'
import { deposit } from '../../../ui/useDeposit'
import ViewLink from '../../../ui/ViewLink'
import { type Invoice, useInvoiceDesk } from '../invoices'

function TellNumber({ invoice, close }: { invoice: Invoice; close: () => void }) {
  const { t } = useTranslation()
  useFocusBack()
  const id = useId()
  const desk = useInvoiceDesk()
  const [number, setNumber] = useState('')
  const [day, setDay] = useState<string | undefined>(today())
  const [file, setFile] = useState<File | null>(null)
  const kept = useRef<{ file: File; id: string } | null>(null)
  const sent = useActing()
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const send = async () => {
    if (!day) return
    setBusy(true)
    setError(null)
    try {
      // Sent once, however often a wrong number is mended.
      if (file && kept.current?.file !== file) kept.current = { file, id: (await sent(deposit(file, 'other'))).id }
      await desk.number(invoice.id, number, day, file ? (kept.current?.id ?? null) : null)
      close()
    } catch (problem) {
      setError(problem)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal open title={t('pay.invoice.tell')} okText={t('common.save')} cancelText={t('common.cancel')} confirmLoading={busy} onCancel={close} onOk={() => void send()}>
      <div className="zr-form">
        <p className="zr-sub">{t('pay.invoice.tellText')}</p>
        <div className="zr-field">
          <label htmlFor={`${id}-number`}>{t('pay.invoice.number')}</label>
          <Input id={`${id}-number`} value={number} inputMode="numeric" maxLength={30} onChange={(event) => setNumber(event.target.value)} />
        </div>
        <div className="zr-field">
          <label htmlFor={`${id}-day`}>{t('pay.invoice.day')}</label>
          <DayField id={`${id}-day`} value={day} onChange={setDay} from={invoice.paid_on} />
        </div>
        <div className="zr-field">
          <label htmlFor={`${id}-file`}>{t('pay.invoice.attach')}</label>
          <FileField id={`${id}-file`} label={t('pay.invoice.attach')} onChoose={setFile} />
          <p className="zr-sub">{t('pay.invoice.attachText')}</p>
        </div>
        <FormProblem error={error} />
      </div>
    </Modal>
  )
}

export default function InvoiceActions({ invoice }: { invoice: Invoice }) {
  const { t } = useTranslation()
  const desk = useInvoiceDesk()
  const [telling, setTelling] = useState(false)
  const may = (action: string) => invoice.allowed_actions.includes(action)
  const asks = (action: 'withdraw' | 'refuse' | 'credit') => may(action) && (
    <ConfirmAction label={t(`pay.invoice.${action}`)} title={t(`pay.invoice.${action}Ask`)} text={t(`pay.invoice.${action}Text`)} asks="reason"
      button={{ size: 'small' }} run={(reason) => desk[action](invoice.id, reason)} />
  )
  if (invoice.allowed_actions.length === 0 && !invoice.file_id) return null
  return (
    <span className="pay-actions">
      {invoice.file_id && <ViewLink id={invoice.file_id} name={t('pay.invoice.document', { number: invoice.number })} />}
      {may('issue') && <Button size="small" type="primary" onClick={() => setTelling(true)}>{t('pay.invoice.tell')}</Button>}
      {asks('withdraw')}
      {asks('refuse')}
      {asks('credit')}
      {telling && <TellNumber invoice={invoice} close={() => setTelling(false)} />}
    </span>
  )
}
