/** How each purpose is invoiced: every rule with its day, those in force marked; the next one is published here. */
import '../treasury.css'
import { Button, Input, InputNumber, Modal, Radio, Select } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { today } from '../../../lib/dates'
import { useFocusBack } from '../../../lib/keepFocus'
import { useMay } from '../../../lib/permissions'
import { useListState } from '../../../lib/useListState'
import { DayField } from '../../../ui/DayField'
import FormProblem from '../../../ui/FormProblem'
import ListExportButton from '../../../ui/ListExportButton'
import Listing from '../../../ui/Listing'
import Mark from '../../../ui/Mark'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import { type InvoiceRule, type NewInvoiceRule, useDesk, useInvoiceRules } from '../queries'

const DEFAULTS = { cursor: '' }
const BP = 100
const PURPOSES = ['platform_fee', 'appraisal_fee', 'licence_fee', 'premium', 'endorsement'] as const
const INSURERS: readonly string[] = ['premium', 'endorsement']
const ITEM = /^\*[^*]+\*[^*]+$/
const CLASS = /^\d{19}$/

function Publish({ last, close }: { last: readonly InvoiceRule[]; close: () => void }) {
  const { t } = useTranslation()
  useFocusBack()
  const id = useId()
  const { publishRule } = useDesk()
  const [purpose, setPurpose] = useState<NewInvoiceRule['purpose']>('platform_fee')
  const [taxpayer, setTaxpayer] = useState<NewInvoiceRule['taxpayer']>('general')
  const now = last.find((row) => row.in_force && row.purpose === purpose && row.taxpayer === taxpayer)
  const [texts, setTexts] = useState<{ item?: string; taxClass?: string; basis?: string }>({})
  const [percent, setPercent] = useState<number | null>()
  const [apart, setApart] = useState<boolean>()
  const [from, setFrom] = useState<string | undefined>(today())
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  // What is in force stands in the fields until something else is written there.
  const item = (texts.item ?? now?.item ?? '').trim()
  const taxClass = (texts.taxClass ?? now?.tax_class_code ?? '').trim()
  const basis = (texts.basis ?? '').trim()
  const rate = percent === undefined ? (now ? now.rate_bp / BP : null) : percent
  const mirrored = INSURERS.includes(purpose) || (apart ?? now?.mirrored ?? false)
  const wrong = { item: !ITEM.test(item), taxClass: !CLASS.test(taxClass), basis: !basis }
  const open = wrong.item || wrong.taxClass || wrong.basis || rate === null || !from
  const send = async () => {
    setTried(true)
    if (open || rate === null || !from) return
    setBusy(true)
    setError(null)
    try {
      await publishRule({ purpose, taxpayer, item, tax_class_code: taxClass, rate_bp: Math.round(rate * BP), mirrored, basis, valid_from: from })
      close()
    } catch (problem) {
      setError(problem)
    } finally {
      setBusy(false)
    }
  }
  const text = (name: 'item' | 'taxClass' | 'basis', value: string, most: number) => (
    <div className="zr-field">
      <label htmlFor={`${id}-${name}`}>{t(`money.rules.${name}`)}</label>
      <Input id={`${id}-${name}`} value={value} maxLength={most} status={tried && wrong[name] ? 'error' : undefined}
        onChange={(event) => setTexts({ ...texts, [name]: event.target.value })} />
    </div>
  )
  return (
    <Modal open title={t('money.rules.publish')} okText={t('money.rules.publish')} cancelText={t('common.cancel')} confirmLoading={busy} onCancel={close} onOk={() => void send()}>
      <div className="zr-form">
        <div className="zr-field">
          <label htmlFor={`${id}-purpose`}>{t('money.raise.purpose')}</label>
          <Select id={`${id}-purpose`} value={purpose} onChange={setPurpose} options={PURPOSES.map((value) => ({ value, label: t(`money.account.${value}`) }))} />
        </div>
        <Radio.Group aria-label={t('money.rules.who')} value={taxpayer} onChange={(event) => setTaxpayer(event.target.value as NewInvoiceRule['taxpayer'])}
          options={(['general', 'small_scale'] as const).map((value) => ({ value, label: t(`pay.taxpayer.${value}`) }))} />
        {text('item', texts.item ?? item, 100)}
        {text('taxClass', texts.taxClass ?? taxClass, 19)}
        <div className="zr-field">
          <label htmlFor={`${id}-rate`}>{t('money.rules.rate')}</label>
          <InputNumber id={`${id}-rate`} value={rate} onChange={setPercent} min={0} max={20} precision={2} style={{ width: 200 }} />
        </div>
        <Radio.Group aria-label={t('money.rules.issues')} value={mirrored} disabled={INSURERS.includes(purpose)} onChange={(event) => setApart(event.target.value as boolean)}
          options={[{ value: false, label: t('money.rules.here') }, { value: true, label: t('money.rules.mirrored') }]} />
        <div className="zr-field">
          <label htmlFor={`${id}-from`}>{t('money.fees.from')}</label>
          <DayField id={`${id}-from`} value={from} onChange={setFrom} from={today()} />
        </div>
        {text('basis', texts.basis ?? '', 500)}
        {tried && open && <div className="field-error" role="alert">{t('money.rules.incomplete')}</div>}
        <p className="zr-sub">{t('money.rules.text')}</p>
        <FormProblem error={error} />
      </div>
    </Modal>
  )
}

export default function InvoiceRulesPage() {
  const { t } = useTranslation()
  const { state } = useListState(DEFAULTS)
  const asked = useInvoiceRules(state.cursor ?? '')
  const may = useMay('issue_invoices')
  const [publishing, setPublishing] = useState(false)
  const named = (row: InvoiceRule) => <>{t(`money.account.${row.purpose}`)}<div className="zr-sub">{t(`pay.taxpayer.${row.taxpayer}`)}</div></>
  const what = (row: InvoiceRule) => <>{row.item}<div className="zr-sub num">{row.tax_class_code}</div></>
  const now = (row: InvoiceRule) => row.in_force ? <Mark tone="success">{t('money.fees.inForce')}</Mark> : row.valid_from > today() ? <Mark tone="pending">{t('money.fees.later')}</Mark> : <Mark tone="neutral">{t('money.fees.past')}</Mark>
  const rate = (row: InvoiceRule) => `${row.rate_bp / BP}%`
  const publish = may && <Button type="primary" disabled={!asked.data} onClick={() => setPublishing(true)}>{t('money.rules.publish')}</Button>
  return (
    <>
      <PageHeader title={t('money.rules.title')} sub={t('money.rules.sub')} extra={<><ListExportButton list="invoice_rules" />{publish}</>} />
      <Panel flush>
        <Listing<InvoiceRule>
          asked={asked}
          keyOf={(row) => row.id}
          narrowAt={1000}
          empty={{ title: t('money.rules.empty'), text: t('money.rules.emptyText'), action: publish || <Link to="/account/billing">{t('money.toBills')}</Link> }}
          columns={[
            { title: t('money.raise.purpose'), key: 'purpose', width: 130, render: (_, row) => named(row) },
            { title: t('money.rules.item'), key: 'item', width: 240, render: (_, row) => what(row) },
            { title: t('money.rules.rate'), key: 'rate', width: 90, align: 'right', render: (_, row) => <span className="num">{rate(row)}</span> },
            { title: t('money.rules.basis'), key: 'basis', render: (_, row) => <>{row.basis}{row.mirrored && <div className="zr-sub">{t('money.rules.mirrored')}</div>}</> },
            { title: t('money.fees.from'), key: 'from', width: 110, render: (_, row) => <span className="num">{row.valid_from}</span> },
            { title: t('money.orders.state'), key: 'now', width: 90, render: (_, row) => now(row) },
          ]}
          card={(row) => (
            <>
              <span className="mo-line"><span>{named(row)}</span>{now(row)}</span>
              <span>{row.item} · {rate(row)}</span>
              <span className="zr-sub">{row.basis}</span>
              <span className="zr-sub num">{row.valid_from}</span>
            </>
          )}
        />
      </Panel>
      {publishing && <Publish last={asked.data?.items ?? []} close={() => setPublishing(false)} />}
    </>
  )
}
