/** What fees are: every version with its day, those in force marked; the next one is proposed here, and published by another person. */
import '../treasury.css'
import { Button, Input, InputNumber, Modal, Radio } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { today } from '../../../lib/dates'
import { useFocusBack } from '../../../lib/keepFocus'
import { useMay, useMe } from '../../../lib/permissions'
import { useListState } from '../../../lib/useListState'
import ConfirmAction from '../../../ui/ConfirmAction'
import { DayField } from '../../../ui/DayField'
import ListExportButton from '../../../ui/ListExportButton'
import FormProblem from '../../../ui/FormProblem'
import Listing from '../../../ui/Listing'
import Mark from '../../../ui/Mark'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import { feeWords } from '../model'
import { type Fee, type FeeProposal, type NewFee, useDesk, useFeeProposals, useFees } from '../queries'

const DEFAULTS = { cursor: '' }
const FEN = 100
const TEXTS = ['code', 'name', 'name_en'] as const

function Propose({ close }: { close: () => void }) {
  const { t } = useTranslation()
  useFocusBack()
  const id = useId()
  const { proposeFee } = useDesk()
  const [purpose, setPurpose] = useState<NewFee['purpose']>('platform_fee')
  const [texts, setTexts] = useState({ code: '', name: '', name_en: '' })
  const [percent, setPercent] = useState<number | null>(null)
  const [least, setLeast] = useState<number | null>(null)
  const [most, setMost] = useState<number | null>(null)
  const [from, setFrom] = useState<string | undefined>(today())
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const open = TEXTS.some((name) => !texts[name].trim()) || least === null || !from
  const send = async () => {
    setTried(true)
    if (open || least === null || !from) return
    setBusy(true)
    setError(null)
    try {
      await proposeFee({
        purpose, code: texts.code.trim(), name: texts.name.trim(), name_en: texts.name_en.trim(), rate_bp: percent === null ? null : Math.round(percent * FEN),
        minimum_fen: Math.round(least * FEN), maximum_fen: Math.round((percent === null ? least : (most ?? least)) * FEN), valid_from: from,
      })
      close()
    } catch (problem) {
      setError(problem)
    } finally {
      setBusy(false)
    }
  }
  const number = (name: string, value: number | null, set: (next: number | null) => void) => (
    <div className="zr-field">
      <label htmlFor={`${id}-${name}`}>{t(`money.fees.${name}`)}</label>
      <InputNumber id={`${id}-${name}`} value={value} onChange={set} min={0.01} precision={2} style={{ width: 200 }} />
    </div>
  )
  return (
    <Modal open title={t('money.fees.publish')} okText={t('money.fees.send')} cancelText={t('common.cancel')} confirmLoading={busy} onCancel={close} onOk={() => void send()}>
      <div className="zr-form">
        <Radio.Group aria-label={t('money.raise.purpose')} value={purpose} onChange={(event) => setPurpose(event.target.value as NewFee['purpose'])}
          options={(['platform_fee', 'appraisal_fee'] as const).map((value) => ({ value, label: t(`money.account.${value}`) }))} />
        {TEXTS.map((name) => (
          <div className="zr-field" key={name}>
            <label htmlFor={`${id}-${name}`}>{t(`money.fees.${name}`)}</label>
            <Input id={`${id}-${name}`} value={texts[name]} maxLength={100} status={tried && !texts[name].trim() ? 'error' : undefined}
              onChange={(event) => setTexts({ ...texts, [name]: event.target.value })} />
          </div>
        ))}
        {number('rate', percent, setPercent)}
        {number(percent === null ? 'amount' : 'least', least, setLeast)}
        {percent !== null && number('most', most, setMost)}
        <div className="zr-field">
          <label htmlFor={`${id}-from`}>{t('money.fees.from')}</label>
          <DayField id={`${id}-from`} value={from} onChange={setFrom} from={today()} />
        </div>
        {tried && open && <div className="field-error" role="alert">{t('money.fees.incomplete')}</div>}
        <p className="zr-sub">{t('money.fees.text')}</p>
        <FormProblem error={error} />
      </div>
    </Modal>
  )
}

function Waiting({ named }: { named: (row: Fee | FeeProposal) => string }) {
  const { t } = useTranslation()
  const me = useMe()
  const { publishFee, refuseFee } = useDesk()
  const rows = useFeeProposals(me.organisation.kind === 'operator').data?.items ?? []
  if (rows.length === 0) return null
  const may = (row: FeeProposal, action: string) => row.allowed_actions.includes(action)
  return (
    <Panel title={t('money.fees.waiting')} sub={t('money.fees.waitingSub')}>
      <ul className="mo-files">
        {rows.map((row) => (
          <li key={row.id} className="mo-line">
            <span>
              <strong>{named(row)}</strong> · {feeWords(row, t)}
              <div className="zr-sub"><code>{row.code}</code> · {t('money.fees.from')} {row.valid_from} · {t('money.fees.by', { name: row.proposed_by_name })}</div>
            </span>
            <span className="mo-line mo-start">
              {may(row, 'publish') && (
                <ConfirmAction label={t('money.fees.run')} title={t('money.fees.publishAsk', { name: named(row), day: row.valid_from })} text={t('money.fees.publishText')}
                  button={{ size: 'small', type: 'primary' }} run={() => publishFee(row.id)} />
              )}
              {may(row, 'refuse') && (
                <ConfirmAction label={t('money.fees.refuse')} title={t('money.fees.refuseAsk')} text={t('money.fees.refuseText')} button={{ size: 'small' }} run={() => refuseFee(row.id)} />
              )}
              {!may(row, 'publish') && <span className="zr-sub">{t('money.fees.second')}</span>}
            </span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

export default function FeesPage() {
  const { t, i18n } = useTranslation()
  const { state } = useListState(DEFAULTS)
  const asked = useFees(state.cursor ?? '')
  const may = useMay('raise_charges')
  const [proposing, setProposing] = useState(false)
  const nameOf = (row: Fee | FeeProposal) => (i18n.language === 'en' ? row.name_en : row.name)
  const named = (row: Fee) => <>{nameOf(row)}<div className="zr-sub"><code>{row.code}</code> · {t('money.fees.version', { n: row.version })}</div></>
  const now = (row: Fee) => row.in_force ? <Mark tone="success">{t('money.fees.inForce')}</Mark> : row.valid_from > today() ? <Mark tone="pending">{t('money.fees.later')}</Mark> : <Mark tone="neutral">{t('money.fees.past')}</Mark>
  const publish = may && <Button type="primary" onClick={() => setProposing(true)}>{t('money.fees.publish')}</Button>
  return (
    <>
      <PageHeader title={t('money.fees.title')} sub={t('money.fees.sub')} extra={<>
        <ListExportButton list="fee_schedules" />{publish}</>} />
      <Waiting named={nameOf} />
      <Panel flush>
        <Listing<Fee>
          asked={asked}
          keyOf={(row) => row.id}
          empty={{ title: t('money.fees.empty'), text: t('money.fees.emptyText'), action: publish || <Link to="/account/billing">{t('money.toBills')}</Link> }}
          columns={[
            { title: t('money.fees.name'), key: 'name', render: (_, row) => named(row) },
            { title: t('money.raise.purpose'), key: 'purpose', width: 140, render: (_, row) => t(`money.account.${row.purpose}`) },
            { title: t('money.fees.terms'), key: 'terms', render: (_, row) => feeWords(row, t) },
            { title: t('money.fees.from'), key: 'from', width: 120, render: (_, row) => <span className="num">{row.valid_from}</span> },
            { title: t('money.orders.state'), key: 'now', width: 110, render: (_, row) => now(row) },
          ]}
          card={(row) => (
            <>
              <span className="mo-line"><span>{named(row)}</span>{now(row)}</span>
              <span>{feeWords(row, t)}</span>
              <span className="zr-sub num">{row.valid_from}</span>
            </>
          )}
        />
      </Panel>
      {proposing && <Propose close={() => setProposing(false)} />}
    </>
  )
}
