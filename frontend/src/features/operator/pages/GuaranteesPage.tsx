/** `/o/guarantees`: which insurers may offer loan guarantees, from when to when and on which ground; dated rows. */
import { Button, Input, Select } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDate, formatDateTime, today } from '../../../lib/dates'
import { useMay } from '../../../lib/permissions'
import { useListState } from '../../../lib/useListState'
import { DayField } from '../../../ui/DayField'
import FormProblem from '../../../ui/FormProblem'
import Listing from '../../../ui/Listing'
import Mark from '../../../ui/Mark'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import '../operator.css'
import { type Eligibility, useAdmit, useEligibilities, useOrganisations } from '../queries'

function Stands({ row }: { row: Eligibility }) {
  const { t } = useTranslation()
  const day = today()
  if (row.from_on > day) return <Mark tone="info">{t('operator.guarantees.is.later')}</Mark>
  const over = row.to_on !== null && row.to_on < day
  return <Mark tone={over ? 'neutral' : 'success'}>{t(over ? 'operator.guarantees.is.past' : 'operator.guarantees.is.now')}</Mark>
}

export default function GuaranteesPage() {
  const { t } = useTranslation()
  const { cursor } = useListState().state
  const may = useMay('manage_organisations')
  const asked = useEligibilities(cursor)
  const days = (row: Eligibility) => <span className="num">{formatDate(row.from_on)} – {row.to_on ? formatDate(row.to_on) : t('operator.guarantees.open')}</span>
  const by = (row: Eligibility) => <>{row.found_by} <span className="zr-sub num">{formatDateTime(row.created_at)}</span></>
  return (
    <>
      <PageHeader title={t('operator.guarantees.title')} sub={t('operator.guarantees.sub')} />
      {may && <Panel title={t('operator.guarantees.next')} sub={t('operator.guarantees.kept')}><Admit /></Panel>}
      <Panel flush title={t('operator.guarantees.history')}>
        <Listing<Eligibility>
          asked={asked}
          keyOf={(row) => row.id}
          empty={{ title: t('operator.guarantees.empty'), text: t('operator.guarantees.emptyText') }}
          columns={[
            { title: t('operator.guarantees.insurer'), key: 'insurer', render: (_, row) => <strong>{row.insurer_name}</strong> },
            { title: t('operator.guarantees.days'), key: 'days', width: 230, render: (_, row) => days(row) },
            { title: t('operator.guarantees.standing'), key: 'is', width: 110, render: (_, row) => <Stands row={row} /> },
            { title: t('operator.guarantees.ground'), key: 'ground', render: (_, row) => row.ground },
            { title: t('operator.guarantees.by'), key: 'by', width: 220, render: (_, row) => by(row) },
          ]}
          card={(row) => (
            <>
              <span className="op-line"><strong>{row.insurer_name}</strong><Stands row={row} /></span>
              {days(row)}
              <span>{row.ground}</span>
              <span className="zr-sub">{by(row)}</span>
            </>
          )}
        />
      </Panel>
    </>
  )
}

function Admit() {
  const { t } = useTranslation()
  const id = useId()
  const send = useAdmit()
  const [q, setQ] = useState('')
  const found = useOrganisations({ kind: 'insurer', q: q || undefined, limit: 20 }).data?.items ?? []
  const [insurer, setInsurer] = useState<string | undefined>()
  const [from, setFrom] = useState<string | undefined>(today())
  const [to, setTo] = useState<string | undefined>()
  const [ground, setGround] = useState('')
  const [tried, setTried] = useState(false)
  const missing = { insurer: !insurer, from: !from, ground: ground.trim().length < 2 }
  const submit = () => {
    setTried(true)
    if (!insurer || !from || missing.ground) return
    send.mutate({ insurer_id: insurer, from_on: from, to_on: to ?? null, ground: ground.trim() }, { onSuccess: () => { setInsurer(undefined); setTo(undefined); setGround(''); setTried(false) } })
  }
  const required = (name: keyof typeof missing) => tried && missing[name] && <div className="field-error" role="alert">{t('common.required')}</div>
  return (
    <form className="zr-form" onSubmit={(event) => { event.preventDefault(); submit() }}>
      <div className="zr-field">
        <label htmlFor={`${id}-insurer`}>{t('operator.guarantees.insurer')}</label>
        <Select id={`${id}-insurer`} value={insurer} onChange={setInsurer} allowClear showSearch={{ filterOption: false, onSearch: setQ }} status={tried && missing.insurer ? 'error' : undefined}
          placeholder={t('operator.guarantees.choose')} options={found.map((each) => ({ value: each.id, label: each.name }))} />
        {required('insurer')}
      </div>
      <div className="zr-field">
        <label htmlFor={`${id}-from`}>{t('operator.guarantees.from')}</label>
        <DayField id={`${id}-from`} {...(from ? { value: from } : {})} onChange={setFrom} invalid={tried && missing.from} />
        {required('from')}
      </div>
      <div className="zr-field">
        <label htmlFor={`${id}-to`}>{t('operator.guarantees.to')}</label>
        <DayField id={`${id}-to`} {...(to ? { value: to } : {})} {...(from ? { from } : {})} onChange={setTo} />
      </div>
      <div className="zr-field">
        <label htmlFor={`${id}-ground`}>{t('operator.guarantees.ground')}</label>
        <Input.TextArea id={`${id}-ground`} rows={2} maxLength={300} value={ground} aria-required aria-invalid={tried && missing.ground} onChange={(event) => setGround(event.target.value)} />
        {required('ground')}
      </div>
      <FormProblem error={send.error} />
      <div><Button type="primary" htmlType="submit" loading={send.isPending}>{t('operator.guarantees.run')}</Button></div>
      <div role="status">{send.isSuccess && t('operator.guarantees.done', { name: send.data.insurer_name })}</div>
    </form>
  )
}
