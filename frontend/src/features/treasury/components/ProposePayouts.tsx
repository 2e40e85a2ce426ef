/** What is held for payees: chosen with their amounts, proposed as one list for another person to approve. */
import { Button, Checkbox, Input, InputNumber } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import FormProblem from '../../../ui/FormProblem'
import ListExportButton from '../../../ui/ListExportButton'
import Listing from '../../../ui/Listing'
import Mark from '../../../ui/Mark'
import Money from '../../../ui/Money'
import Panel from '../../../ui/Panel'
import { type NewPayout, type Payee, useDesk, usePayees } from '../queries'

const FEN = 100
const left = (row: Payee) => Math.max(row.held_fen - row.proposed_fen, 0)
const mayBePaid = (row: Payee) => row.account_number !== null && !row.sent_back && left(row) > 0

export default function ProposePayouts({ cursor }: { cursor: string }) {
  const { t } = useTranslation()
  const id = useId()
  const asked = usePayees(cursor)
  const { proposePayouts } = useDesk()
  const rows = asked.data?.items ?? []
  const [chosen, setChosen] = useState<Record<string, number | null>>({})
  const [reason, setReason] = useState('')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const picked = rows.filter((row) => row.id in chosen && mayBePaid(row))
  const fenOf = (row: Payee) => Math.round((chosen[row.id] ?? 0) * FEN)
  const sum = picked.reduce((all, row) => all + fenOf(row), 0)
  const unfit = picked.length === 0 || picked.some((row) => fenOf(row) <= 0)
  const ready = rows.filter(mayBePaid)
  const pick = (wanted: Payee[], on: boolean) => setChosen((before) => {
    const next = { ...before }
    for (const row of wanted) {
      if (on) next[row.id] = left(row) / FEN
      else delete next[row.id]
    }
    return next
  })
  const send = async () => {
    setTried(true)
    if (unfit || !reason.trim()) return
    setBusy(true)
    setError(null)
    try {
      await proposePayouts(picked.map((row): NewPayout => ({ payee_id: row.payee_id, purpose: row.purpose as NewPayout['purpose'], amount_fen: fenOf(row) })), reason.trim())
      setChosen({})
      setReason('')
      setTried(false)
    } catch (problem) {
      setError(problem)
    } finally {
      setBusy(false)
    }
  }
  const box = (row: Payee) => (
    <Checkbox checked={row.id in chosen && mayBePaid(row)} disabled={!mayBePaid(row)} aria-label={t('money.payouts.pick', { name: row.payee_name })}
      onChange={(event) => pick([row], event.target.checked)} />
  )
  const account = (row: Payee) => row.account_number
    ? <span className="mo-break"><span className="num">{row.account_number}</span><div className="zr-sub">{row.bank_name}</div>{row.sent_back && <Mark tone="danger">{t('money.payouts.sentBack')}</Mark>}</span>
    : <Mark tone="pending">{t('money.payouts.noAccount')}</Mark>
  const amount = (row: Payee) => row.id in chosen && mayBePaid(row) && (
    <InputNumber aria-label={t('money.payouts.amountOf', { name: row.payee_name })} value={chosen[row.id] ?? null} min={0.01} max={left(row) / FEN} precision={2} style={{ width: 140 }}
      onChange={(yuan) => setChosen({ ...chosen, [row.id]: yuan })} />
  )
  const name = (row: Payee) => <>{row.payee_name}<div className="zr-sub">{t(`money.account.${row.purpose}`)}</div></>
  const held = (row: Payee) => <><Money fen={row.held_fen} exact />{row.proposed_fen > 0 && <div className="zr-sub">{t('money.payouts.proposed')} <Money fen={row.proposed_fen} exact /></div>}</>
  return (
    <Panel flush title={t('money.payouts.owed')} sub={t('money.payouts.owedSub')} extra={<ListExportButton list="payees" label={t('money.payouts.exportPayees')} />}>
      <Listing<Payee>
        asked={asked}
        keyOf={(row) => row.id}
        empty={{ title: t('money.payouts.empty'), text: t('money.payouts.emptyText') }}
        columns={[
          {
            title: <Checkbox aria-label={t('money.payouts.pickAll')} disabled={ready.length === 0} checked={ready.length > 0 && picked.length === ready.length}
              indeterminate={picked.length > 0 && picked.length < ready.length} onChange={(event) => pick(ready, event.target.checked)} />,
            key: 'pick', width: 48, render: (_, row) => box(row),
          },
          { title: t('money.payouts.payee'), key: 'payee', render: (_, row) => name(row) },
          { title: t('money.payouts.account'), key: 'account', render: (_, row) => account(row) },
          { title: t('money.payouts.held'), key: 'held', width: 170, align: 'right', render: (_, row) => held(row) },
          { title: t('money.payouts.amount'), key: 'amount', width: 170, align: 'right', render: (_, row) => amount(row) },
        ]}
        card={(row) => (
          <>
            <span className="mo-line mo-start">{box(row)}<span>{name(row)}</span></span>
            {account(row)}
            <span className="mo-line"><span>{t('money.payouts.held')}</span><span>{held(row)}</span></span>
            {amount(row)}
          </>
        )}
      />
      {ready.length > 0 && (
        <div className="zr-form mo-form">
          <div className="zr-field">
            <label htmlFor={`${id}-reason`}>{t('money.payouts.reason')}</label>
            <Input id={`${id}-reason`} value={reason} maxLength={200} status={tried && !reason.trim() ? 'error' : undefined} aria-invalid={tried && !reason.trim()}
              onChange={(event) => setReason(event.target.value)} />
            {tried && !reason.trim() && <div className="field-error" role="alert">{t('common.required')}</div>}
          </div>
          {tried && unfit && <div className="field-error" role="alert">{t('money.payouts.choose')}</div>}
          <FormProblem error={error} />
          <div className="mo-line mo-start">
            <Button type="primary" loading={busy} onClick={() => void send()}>{t('money.payouts.run')}</Button>
            <span className="zr-sub">{t('money.payouts.sum', { n: picked.length })} <Money fen={sum} exact /></span>
          </div>
        </div>
      )}
    </Panel>
  )
}
