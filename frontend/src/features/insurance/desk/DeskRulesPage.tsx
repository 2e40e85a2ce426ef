/** `/i/desk-rules`: within how many days the insurer answers, how long its quotes hold; dated rows, none of which changes. */
import { Button, InputNumber, type TableColumnsType } from 'antd'
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
import ModeBanner from '../../../ui/cover/ModeBanner'
import { inForce, type Standing } from '../model/dated'
import '../insurance.css'
import './desk.css'
import { type DeskRule, useDeskRules, useSetDeskRule } from './queries'

const TONES: Record<Standing, 'success' | 'info' | 'neutral'> = { now: 'success', later: 'info', past: 'neutral' }

export default function DeskRulesPage() {
  const { t } = useTranslation()
  const { cursor } = useListState().state
  const may = useMay('set_authorities')
  const asked = useDeskRules(cursor)
  const rows = asked.data?.items ?? []
  const own = rows.filter((row) => row.own)
  const now = inForce(own, today()) ?? inForce(rows.filter((row) => !row.own), today())
  /** The platform's word gives way to the insurer's own. */
  const standing = (row: DeskRule): Standing => (row.from_on > today() ? 'later' : row.id === now?.id ? 'now' : 'past')
  const mark = (row: DeskRule) => <Mark tone={TONES[standing(row)]}>{t(`insurance.dated.${standing(row)}`)}</Mark>
  const by = (row: DeskRule) => (row.own ? <>{row.made_by} <span className="zr-sub num">{formatDateTime(row.made_at)}</span></> : t('insurance.desk_rules.platform'))
  const answer = (row: DeskRule) => t('insurance.desk_rules.workdays', { count: row.answer_days })
  const valid = (row: DeskRule) => t('insurance.desk_rules.days', { count: row.valid_days })
  const columns: TableColumnsType<DeskRule> = [
    { key: 'from', title: t('insurance.dated.from'), render: (_, row) => <span className="num">{formatDate(row.from_on)}</span> },
    { key: 'is', title: t('insurance.dated.standing'), render: (_, row) => mark(row) },
    { key: 'answer', title: t('insurance.desk_rules.answer'), render: (_, row) => answer(row) },
    { key: 'valid', title: t('insurance.desk_rules.valid'), render: (_, row) => valid(row) },
    { key: 'by', title: t('insurance.dated.by'), render: (_, row) => by(row) },
  ]
  return (
    <>
      <ModeBanner />
      <PageHeader title={t('insurance.desk_rules.title')} sub={t('insurance.desk_rules.sub')} />
      <div className="zi-stack">
        {may && <Panel title={t('insurance.desk_rules.next')} sub={t('insurance.dated.kept')}><RuleForm /></Panel>}
        <Panel flush title={t('insurance.dated.history')}>
          <Listing asked={asked} columns={columns} keyOf={(row) => row.id}
            card={(row) => <>
              <div><span className="num">{formatDate(row.from_on)}</span> {mark(row)}</div>
              <div className="zr-sub">{t('insurance.desk_rules.answer')}{t('common.colon')}{answer(row)} · {t('insurance.desk_rules.valid')}{t('common.colon')}{valid(row)}</div>
              <div className="zr-sub">{by(row)}</div>
            </>}
            empty={{ title: t('insurance.desk_rules.empty'), text: t('insurance.desk_rules.empty_text') }} />
        </Panel>
      </div>
    </>
  )
}

/** As the API takes them. */
const MOST = { answer: 60, valid: 30 } as const

function RuleForm() {
  const { t } = useTranslation()
  const id = useId()
  const send = useSetDeskRule()
  const [day, setDay] = useState<string | undefined>(today())
  const [answer, setAnswer] = useState<number | null>(null)
  const [valid, setValid] = useState<number | null>(null)
  const [tried, setTried] = useState(false)
  const submit = () => {
    setTried(true)
    if (!day || answer === null || valid === null) return
    send.mutate({ from_on: day, answer_days: answer, valid_days: valid }, { onSuccess: () => { setAnswer(null); setValid(null); setTried(false) } })
  }
  const required = (missing: boolean) => tried && missing && <div className="field-error" role="alert">{t('common.required')}</div>
  return (
    <form className="zi-stack" onSubmit={(event) => { event.preventDefault(); submit() }}>
      <div className="zi-grid">
        <div className="zr-field">
          <label htmlFor={`${id}-day`}>{t('insurance.dated.from')}</label>
          <DayField id={`${id}-day`} {...(day ? { value: day } : {})} from={today()} onChange={setDay} invalid={tried && !day} />
          {required(!day)}
        </div>
        <div className="zr-field">
          <label htmlFor={`${id}-answer`}>{t('insurance.desk_rules.answer_days')}</label>
          <InputNumber className="zi-wide" id={`${id}-answer`} min={1} max={MOST.answer} precision={0} value={answer} onChange={setAnswer} aria-required status={tried && answer === null ? 'error' : ''} />
          {required(answer === null)}
        </div>
        <div className="zr-field">
          <label htmlFor={`${id}-valid`}>{t('insurance.desk_rules.valid_days')}</label>
          <InputNumber className="zi-wide" id={`${id}-valid`} min={1} max={MOST.valid} precision={0} value={valid} onChange={setValid} aria-required status={tried && valid === null ? 'error' : ''} />
          {required(valid === null)}
        </div>
      </div>
      <div><Button type="primary" htmlType="submit" loading={send.isPending}>{t('insurance.desk_rules.send')}</Button></div>
      <FormProblem error={send.error} />
      <div role="status">{send.isSuccess && t('insurance.desk_rules.done', { day: formatDate(send.data.from_on) })}</div>
    </form>
  )
}
