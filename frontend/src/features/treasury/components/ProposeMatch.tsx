/** Proposes what a waiting line is for, in whole or in part; nothing moves before another person confirms. */
import { Input, InputNumber, Modal, Radio, Select } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDateTime } from '../../../lib/dates'
import { formatFen, yuanText } from '../../../lib/fen'
import { useFocusBack } from '../../../lib/keepFocus'
import FormProblem from '../../../ui/FormProblem'
import Money from '../../../ui/Money'
import { kindsOf, type MatchKind } from '../model'
import { type Line, type NewMatch, useDesk, useGatewayPayouts, useLines, useOpenCharges, useOrders, useReturnedOrders } from '../queries'
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
  const returned = useReturnedOrders(line.id, q, kind === 'bounced').data?.items ?? []
  const fen = (amount: number) => line.currency === 'CNY' ? formatFen(amount, t) : `${line.currency} ${yuanText(amount)}`
  const alike = (each: { book: string; currency: string }) => each.book === line.book && each.currency === line.currency
  switch (kind) {
    case 'charge':
      return charges.map((each) => ({ value: each.id, label: `${each.reference} · ${each.payer_name} · ${each.about} · ${fen(each.outstanding_fen)}` }))
    case 'order':
      return orders.filter(alike).map((each) => ({ value: each.id, label: `${each.number} · ${each.to_name} · ${fen(each.amount_fen)}` }))
    case 'bounced':
      return returned.map((each) => {
        const signs = (['number', 'account', 'amount'] as const).filter((sign) => each[`by_${sign}`]).map((sign) => t(`money.match.sign.${sign}`))
        return { value: each.id, likely: each.by_number || (each.by_account && each.by_amount), label: [each.number, each.to_name, fen(each.paid_fen), each.paid_on, ...signs].join(' · ') }
      })
    case 'counter':
    case 'converted':
      return others.filter((each) => alike(each) && !each.proposal).map((each) => ({ value: each.id, label: `${each.booked_on} · ${each.other_name} · ${each.memo} · ${fen(each.left_fen)}` }))
    case 'payout':
      return payouts.map((each) => ({ value: each.id, label: `${formatDateTime(each.sent_at)} · ${fen(each.amount_fen)} (${t('money.book.own')} ${fen(each.own_fen)}, ${t('money.book.client')} ${fen(each.client_fen)})` }))
    default:
      return []
  }
}

const NO_YUAN = { line: undefined as string | undefined, yuan: null as number | null, evidence: '' }

/** By which line the yuan came that the bank made of it, how many, and the bank's number of the exchange. */
function Converted({ line, value, change, tried }: { line: Line; value: typeof NO_YUAN; change: (next: typeof NO_YUAN) => void; tried: boolean }) {
  const { t } = useTranslation()
  const id = useId()
  const [q, setQ] = useState('')
  const yuan = (useLines(undefined, { direction: 'in', q: q || undefined, limit: 50 }).data?.items ?? []).filter((each) => each.book === line.book && each.currency === 'CNY')
  const needed = (missing: boolean) => tried && missing && <div className="field-error" role="alert">{t('common.required')}</div>
  return (
    <>
      <div className="zr-field">
        <label htmlFor={`${id}-line`}>{t('money.match.yuanLine')}</label>
        <Select id={`${id}-line`} value={value.line ?? null} showSearch={{ filterOption: false, onSearch: setQ }} status={tried && !value.line ? 'error' : undefined} placeholder={t('money.match.hint')} notFoundContent={t('money.match.noneFits')}
          options={yuan.map((each) => ({ value: each.id, label: `${each.booked_on} · ${each.other_name} · ${each.memo} · ${formatFen(each.amount_fen, t)}` }))}
          onChange={(chosen: string) => {
            const of = yuan.find((each) => each.id === chosen)
            change({ ...value, line: chosen, yuan: of ? (of.amount_fen - of.converted_fen) / FEN : value.yuan })
          }} />
        {needed(!value.line)}
      </div>
      <div className="zr-field">
        <label htmlFor={`${id}-yuan`}>{t('money.match.yuan')}</label>
        <InputNumber id={`${id}-yuan`} value={value.yuan} min={0.01} precision={2} status={tried && value.yuan === null ? 'error' : undefined} onChange={(next) => change({ ...value, yuan: next })} style={{ width: 200 }} />
        {needed(value.yuan === null)}
      </div>
      <div className="zr-field">
        <label htmlFor={`${id}-evidence`}>{t('money.match.evidence')}</label>
        <Input id={`${id}-evidence`} value={value.evidence} maxLength={100} status={tried && !value.evidence.trim() ? 'error' : undefined} onChange={(event) => change({ ...value, evidence: event.target.value })} />
        {needed(!value.evidence.trim())}
      </div>
    </>
  )
}

export default function ProposeMatch({ line, close }: { line: Line; close: () => void }) {
  const { t } = useTranslation()
  useFocusBack()
  const id = useId()
  const { proposeMatch } = useDesk()
  const kinds = kindsOf(line)
  const [kind, setKind] = useState<MatchKind>(line.reason === 'bounced' ? 'bounced' : kinds[0] ?? 'counter')
  const [q, setQ] = useState('')
  const [picked, setChosen] = useState<string>()
  const [purpose, setPurpose] = useState<(typeof PURPOSES)[number]>('appraisal_fee')
  const choices: { value: string; label: string; likely?: boolean }[] = useChoices(line, kind, q)
  /** The one payment that the bank's own words tell of is chosen already. */
  const likely = choices.filter((each) => each.likely)
  const chosen = picked ?? (likely.length === 1 ? likely[0]?.value : undefined)
  const [yuan, setYuan] = useState<number | null>((line.left_fen - line.returning_fen) / FEN)
  const [given, setGiven] = useState(NO_YUAN)
  const [note, setNote] = useState('')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const names = kind !== 'fee' && kind !== 'between'
  /** What an order, a payout or another line takes follows from it. */
  const follows = kind === 'order' || kind === 'bounced' || kind === 'payout' || kind === 'counter' || kind === 'converted'
  const missing = names && !chosen
  const unproven = kind === 'converted' && (!given.line || given.yuan === null || !given.evidence.trim())
  const send = async () => {
    setTried(true)
    if (missing || unproven || yuan === null) return
    setBusy(true)
    setError(null)
    const about: Partial<NewMatch> = {
      charge: { charge_id: chosen }, order: { order_id: chosen }, bounced: { order_id: chosen }, counter: { counter_line_id: chosen }, payout: { gateway_payout: chosen },
      payee: { payee_id: chosen, purpose }, fee: {}, between: {},
      converted: { counter_line_id: chosen, yuan_line_id: given.line, yuan_fen: Math.round((given.yuan ?? 0) * FEN), evidence: given.evidence.trim() },
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
        <p className="zr-sub">{line.other_name} · {line.booked_on} · {line.memo || '—'} · <Money fen={line.amount_fen} currency={line.currency} exact /></p>
        <Radio.Group aria-label={t('money.match.kind')} value={kind} className="mo-kinds" options={kinds.map((value) => ({ value, label: t(`money.match.kinds.${value}`) }))}
          onChange={(event) => {
            setKind(event.target.value as MatchKind)
            setChosen(undefined)
            setQ('')
          }} />
        <p className="zr-sub">{t(`money.match.about.${kind === 'fee' && line.currency !== 'CNY' ? 'foreignFee' : kind}`)}</p>
        {names && (
          <div className="zr-field">
            <label htmlFor={`${id}-chosen`}>{t(kind === 'converted' ? 'money.match.sold' : `money.match.kinds.${kind}`)}</label>
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
        {kind === 'converted' && <Converted line={line} value={given} change={setGiven} tried={tried} />}
        {!follows && (
          <div className="zr-field">
            <label htmlFor={`${id}-amount`}>{line.currency === 'CNY' ? t('money.match.amount') : t('money.match.amountIn', { currency: line.currency })}</label>
            <InputNumber id={`${id}-amount`} value={yuan} min={0.01} max={line.left_fen / FEN} precision={2} onChange={setYuan} style={{ width: 200 }} />
          </div>
        )}
        <div className="zr-field">
          <label htmlFor={`${id}-note`}>{t(kind === 'bounced' ? 'money.match.because' : 'money.match.note')}</label>
          <Input.TextArea id={`${id}-note`} value={note} rows={2} maxLength={200} onChange={(event) => setNote(event.target.value)} />
        </div>
        <p className="zr-sub">{t('money.match.chain')}</p>
        <FormProblem error={error} />
      </div>
    </Modal>
  )
}
