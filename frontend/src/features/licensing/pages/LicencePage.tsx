/** `/e/licensing/licences/:licence`: what was agreed, and its recordal within three months. */
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { asProblem, sentenceFor } from '../../../api/problem'
import { formatDate, formatDateTime, today } from '../../../lib/dates'
import { keepFocus } from '../../../lib/keepFocus'
import { DayField } from '../../../ui/DayField'
import ErrorState from '../../../ui/ErrorState'
import FormProblem from '../../../ui/FormProblem'
import Field from '../../../ui/need/Field'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import RecordalMark from '../components/RecordalMark'
import RightFacts from '../components/RightFacts'
import Terms from '../components/Terms'
import '../licensing.css'
import type { Licence } from '../model'
import { useLicence, useRecord } from '../queries'

export default function LicencePage() {
  const { t } = useTranslation()
  const { licence: id = '' } = useParams()
  const found = useLicence(id)
  const crumbs = [{ label: t('licensing.licences.title'), to: '/e/licensing/licences' }, { label: found.data?.number ?? '…' }]
  if (found.isPending) return <><PageHeader title={t('licensing.licence.title')} crumbs={crumbs} /><SkeletonRows rows={8} /></>
  if (found.isLoadingError) return <><PageHeader title={t('licensing.licence.title')} crumbs={crumbs} /><ErrorState error={found.error} retry={() => void found.refetch()} /></>
  const licence = found.data
  return (
    <>
      <PageHeader title={t('licensing.licence.of', { number: licence.number })} mark={<RecordalMark licence={licence} />} crumbs={crumbs}
        sub={t('licensing.licence.sub', { who: licence.agreed_by, when: formatDateTime(licence.agreed_at) })}
        extra={<Link to={`/e/licensing/inquiries/${licence.inquiry_id}`}>{t('licensing.licence.toInquiry')}</Link>} />
      <Panel title={t('licensing.licence.recordal')} sub={t('licensing.licence.recordalSub')}><Recordal licence={licence} /></Panel>
      <Panel title={t('licensing.licence.terms')}>
        <dl className="zr-facts lc-parties">
          <div><dt>{t('licensing.fact.licensor')}</dt><dd className="strong">{licence.licensor}</dd></div>
          <div><dt>{t('licensing.fact.licensee')}</dt><dd className="strong">{licence.licensee}</dd></div>
          {licence.proceeds_account && <div><dt>{t('licensing.form.account')}</dt><dd>{licence.proceeds_account}</dd></div>}
        </dl>
        <Terms scope={licence.deal.scope} price={licence.deal.price} startsOn={licence.deal.starts_on} />
      </Panel>
      <Panel title={t('licensing.fact.patent')}><RightFacts right={licence.right} /></Panel>
    </>
  )
}

function Recordal({ licence }: { licence: Licence }) {
  const { t } = useTranslation()
  return (
    <>
      <dl className="zr-facts">
        <div><dt>{t('licensing.licence.dueOn')}</dt><dd className="num">{formatDate(licence.recordal_due_on)}</dd></div>
        <div><dt>{t('licensing.licence.number')}</dt><dd className="num">{licence.recordal_number ?? '—'}</dd></div>
        <div><dt>{t('licensing.licence.recordedOn')}</dt><dd className="num">{formatDate(licence.recorded_on)}</dd></div>
      </dl>
      {licence.recordal_number === null && <p className="lc-note">{t('licensing.licence.howTo')}</p>}
      {licence.allowed_actions.includes('recordal') && <RecordalForm licence={licence} />}
    </>
  )
}

const NUMBER = /^[0-9A-Za-zX.]{8,40}$/

function RecordalForm({ licence }: { licence: Licence }) {
  const { t } = useTranslation()
  const record = useRecord(licence.id)
  const [number, setNumber] = useState('')
  const [day, setDay] = useState('')
  const [tried, setTried] = useState(false)
  const plain = number.normalize('NFKC').replace(/\s/gu, '')
  const wrong = { number: tried && !NUMBER.test(plain), day: tried && day === '' }
  const refusal = record.error ? asProblem(record.error) : null
  const said = (code: string) => (refusal?.code === code ? sentenceFor(code, t, refusal.facts) : undefined)
  const send = () => {
    setTried(true)
    if (!NUMBER.test(plain)) document.getElementById('recordal-number')?.focus()
    else if (day === '') document.getElementById('recordal-day')?.focus()
    else record.mutate({ recordal_number: plain, recorded_on: day }, { onSuccess: keepFocus })
  }
  return (
    <form className="lc-form" noValidate onSubmit={(event) => { event.preventDefault(); send() }}>
      <div className="need-grid">
        <Field id="recordal-number" label={t('licensing.licence.number')} error={wrong.number ? t('licensing.licence.numberWrong') : said('licensing.recordal_number_known')}>
          <Input id="recordal-number" value={number} maxLength={60} autoComplete="off" spellCheck={false} status={wrong.number ? 'error' : ''} aria-describedby="recordal-number-error" onChange={(event) => setNumber(event.target.value)} />
        </Field>
        <Field id="recordal-day" label={t('licensing.licence.recordedOn')} error={wrong.day ? t('common.required') : said('licensing.recordal_day_wrong')}>
          <DayField id="recordal-day" from={licence.deal.starts_on} upTo={today()} {...(day ? { value: day } : {})} invalid={wrong.day} onChange={(next) => setDay(next ?? '')} />
        </Field>
      </div>
      <FormProblem error={record.error} />
      <div className="lc-submit"><Button type="primary" htmlType="submit" loading={record.isPending}>{t('licensing.licence.enter')}</Button></div>
    </form>
  )
}
