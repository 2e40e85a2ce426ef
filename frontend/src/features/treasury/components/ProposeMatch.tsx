/** Proposes which charge a waiting line pays, in whole or in part; nothing moves before another person confirms. */
import { Input, InputNumber, Modal, Radio, Select } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatFen } from '../../../lib/fen'
import FormProblem from '../../../ui/FormProblem'
import Money from '../../../ui/Money'
import { type Line, useDesk, useOpenCharges } from '../queries'

const FEN = 100

export default function ProposeMatch({ line, close }: { line: Line; close: () => void }) {
  const { t } = useTranslation()
  const id = useId()
  const { proposeMatch } = useDesk()
  const out = line.direction === 'out'
  const [kind, setKind] = useState<'charge' | 'fee'>(out ? 'fee' : 'charge')
  const [q, setQ] = useState('')
  const charges = useOpenCharges(q).data?.items ?? []
  const [charge, setCharge] = useState<string>()
  const [yuan, setYuan] = useState<number | null>(line.left_fen / FEN)
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const missing = kind === 'charge' && !charge
  const send = async () => {
    setTried(true)
    if (missing || yuan === null) return
    setBusy(true)
    setError(null)
    try {
      await proposeMatch(line.id, { kind, charge_id: kind === 'charge' ? charge : null, amount_fen: Math.round(yuan * FEN), note: note.trim() })
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
        <p className="zr-sub">{line.other_name} · {line.booked_on} · {line.memo || '—'} · <Money fen={line.amount_fen} exact /></p>
        {out && (
          <Radio.Group aria-label={t('money.match.kind')} value={kind} onChange={(event) => setKind(event.target.value as 'charge' | 'fee')}
            options={(['fee', 'charge'] as const).map((value) => ({ value, label: t(`money.match.kinds.${value}`) }))} />
        )}
        {kind === 'charge' && (
          <div className="zr-field">
            <label htmlFor={`${id}-charge`}>{t('money.match.charge')}</label>
            <Select id={`${id}-charge`} value={charge} onChange={setCharge} showSearch={{ filterOption: false, onSearch: setQ }} status={tried && missing ? 'error' : undefined}
              placeholder={t('money.match.chargeHint')} notFoundContent={t('money.match.noCharge')}
              options={charges.map((each) => ({ value: each.id, label: `${each.reference} · ${each.payer_name} · ${each.about} · ${formatFen(each.outstanding_fen, t)}` }))} />
            {tried && missing && <div className="field-error" role="alert">{t('common.required')}</div>}
          </div>
        )}
        <div className="zr-field">
          <label htmlFor={`${id}-amount`}>{t('money.match.amount')}</label>
          <InputNumber id={`${id}-amount`} value={yuan} min={0.01} max={line.left_fen / FEN} precision={2} onChange={setYuan} style={{ width: 200 }} />
        </div>
        <div className="zr-field">
          <label htmlFor={`${id}-note`}>{t('money.match.note')}</label>
          <Input.TextArea id={`${id}-note`} value={note} rows={2} maxLength={200} onChange={(event) => setNote(event.target.value)} />
        </div>
        <p className="zr-sub">{t('money.match.chain')}</p>
        <FormProblem error={error} />
      </div>
    </Modal>
  )
}
