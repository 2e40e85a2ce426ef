/** Proposes what a waiting line is for, in whole or in part; nothing moves before another person confirms. */
import { Input, InputNumber, Modal, Radio, Select } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDateTime } from '../../../lib/dates'
import { formatFen } from '../../../lib/fen'
import FormProblem from '../../../ui/FormProblem'
import Money from '../../../ui/Money'
import { kindsOf, type MatchKind } from '../model'
import { type Line, type NewMatch, useDesk, useGatewayPayouts, useLines, useOpenCharges, useOrders } from '../queries'
import OrganisationField from './OrganisationField'

const FEN = 100
const PURPOSES = ['appraisal_fee', 'licence_fee'] as const

/** What of a kind can be named, with words for each. */
function useChoices(line: Line, kind: MatchKind, q: string) {
  const { t } = useTranslation()
  const charges = useOpenCharges(q).data?.items ?? []
  const orders = useOrders({ state: 'exported', limit: 100 }).data?.items ?? []
  const others = useLines(undefined, { state: 'suspense', direction: line.direction === 'in' ? 'out' : 'in', q: q || undefined, limit: 50 }).data?.items ?? []
  const payouts = useGatewayPayouts(kind === 'payout').data?.items ?? []
  const fen = (amount: number) => formatFen(amount, t)
  switch (kind) {
    case 'charge':
      return charges.map((each) => ({ value: each.id, label: `${each.reference} · ${each.payer_name} · ${each.about} · ${fen(each.outstanding_fen)}` }))
    case 'order':
      return orders.filter((each) => each.book === line.book).map((each) => ({ value: each.id, label: `${each.number} · ${each.to_name} · ${fen(each.amount_fen)}` }))
    case 'counter':
      return others.filter((each) => each.book === line.book && !each.proposal).map((each) => ({ value: each.id, label: `${each.booked_on} · ${each.other_name} · ${each.memo} · ${fen(each.left_fen)}` }))
    case 'payout':
      return payouts.map((each) => ({ value: each.id, label: `${formatDateTime(each.sent_at)} · ${fen(each.amount_fen)} (${t('money.book.own')} ${fen(each.own_fen)}, ${t('money.book.client')} ${fen(each.client_fen)})` }))
    default:
      return []
  }
}

export default function ProposeMatch({ line, close }: { line: Line; close: () => void }) {
  const { t } = useTranslation()
  const id = useId()
  const { proposeMatch } = useDesk()
  const kinds = kindsOf(line)
  const [kind, setKind] = useState<MatchKind>(kinds[0] ?? 'counter')
  const [q, setQ] = useState('')
  const [chosen, setChosen] = useState<string>()
  const [purpose, setPurpose] = useState<(typeof PURPOSES)[number]>('appraisal_fee')
  const choices = useChoices(line, kind, q)
  const [yuan, setYuan] = useState<number | null>(line.left_fen / FEN)
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const names = kind !== 'fee' && kind !== 'between'
  /** What an order, a payout or another line takes follows from it. */
  const follows = kind === 'order' || kind === 'payout' || kind === 'counter'
  const missing = names && !chosen
  const send = async () => {
    setTried(true)
    if (missing || yuan === null) return
    setBusy(true)
    setError(null)
    const about: Partial<NewMatch> = {
      charge: { charge_id: chosen }, order: { order_id: chosen }, counter: { counter_line_id: chosen }, payout: { gateway_payout: chosen },
      payee: { payee_id: chosen, purpose }, fee: {}, between: {},
    }[kind]
    try {
      await proposeMatch(line.id, { kind, ...about, amount_fen: follows ? null : Math.round(yuan * FEN), note: note.trim() })
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
        <Radio.Group aria-label={t('money.match.kind')} value={kind} className="mo-kinds" options={kinds.map((value) => ({ value, label: t(`money.match.kinds.${value}`) }))}
          onChange={(event) => {
            setKind(event.target.value as MatchKind)
            setChosen(undefined)
            setQ('')
          }} />
        <p className="zr-sub">{t(`money.match.about.${kind}`)}</p>
        {names && (
          <div className="zr-field">
            <label htmlFor={`${id}-chosen`}>{t(`money.match.kinds.${kind}`)}</label>
            {kind === 'payee'
              ? <OrganisationField id={`${id}-chosen`} value={chosen} onChange={setChosen} invalid={tried && missing} />
              : <Select id={`${id}-chosen`} value={chosen ?? null} onChange={setChosen} showSearch={{ filterOption: kind === 'order' || kind === 'payout', optionFilterProp: 'label', onSearch: setQ }} status={tried && missing ? 'error' : undefined}
                placeholder={t(kind === 'charge' ? 'money.match.chargeHint' : 'money.match.hint')} notFoundContent={t(kind === 'charge' ? 'money.match.noCharge' : 'money.match.noneFits')} options={choices} />}
            {tried && missing && <div className="field-error" role="alert">{t('common.required')}</div>}
          </div>
        )}
        {kind === 'payee' && (
          <Radio.Group aria-label={t('money.raise.purpose')} value={purpose} onChange={(event) => setPurpose(event.target.value as typeof purpose)}
            options={PURPOSES.map((value) => ({ value, label: t(`money.account.${value}`) }))} />
        )}
        {!follows && (
          <div className="zr-field">
            <label htmlFor={`${id}-amount`}>{t('money.match.amount')}</label>
            <InputNumber id={`${id}-amount`} value={yuan} min={0.01} max={line.left_fen / FEN} precision={2} onChange={setYuan} style={{ width: 200 }} />
          </div>
        )}
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
