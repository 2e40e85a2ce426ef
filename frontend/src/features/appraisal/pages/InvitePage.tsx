/** A firm invites several appraisers to quote for its rights. */
import { Button, Checkbox, Input, Select } from 'antd'
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useAssetChoice, useOwnDocuments } from '../../../api/choices'
import { today } from '../../../lib/dates'
import { DayField } from '../../../ui/DayField'
import FormProblem from '../../../ui/FormProblem'
import RightsPicker from '../../../ui/need/RightsPicker'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import Unread from '../../../ui/Unread'
import { type NewOrder, useAppraisers, useInvite, useLenders } from '../queries'

type Purpose = NonNullable<NewOrder['purpose']>
const PURPOSES = ['pledge', 'licence', 'transfer', 'contribution', 'reporting', 'litigation'] as const satisfies readonly Purpose[]

export default function InvitePage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const id = useId()
  const [q, setQ] = useState('')
  const [rights, setRights] = useState<string[]>([])
  const [chosen, setChosen] = useState<string[]>([])
  const [related, setRelated] = useState<string[]>([])
  const [base, setBase] = useState<string | undefined>(today())
  const [due, setDue] = useState<string>()
  const [note, setNote] = useState('')
  const [purpose, setPurpose] = useState<Purpose>('pledge')
  const [papers, setPapers] = useState<string[]>([])
  const [lender, setLender] = useState<string>()
  const [tried, setTried] = useState(false)
  const assets = useAssetChoice(q)
  const appraisers = useAppraisers()
  const documents = useOwnDocuments()
  const lenders = useLenders()
  const invite = useInvite()
  const missing = { rights: rights.length === 0, appraisers: chosen.length === 0, base: !base, due: !due }
  const send = (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    const first = (['rights', 'appraisers', 'base', 'due'] as const).find((name) => missing[name])
    if (first || !base || !due) {
      document.getElementById(`${id}-${first}`)?.focus()
      return
    }
    invite.mutate(
      { right_ids: rights, appraiser_ids: chosen, related_to: related.filter((each) => chosen.includes(each)), base_date: base, quotes_due_on: due, note: note.trim(), purpose, document_ids: papers, lender_id: lender ?? null },
      { onSuccess: (row) => void navigate(`/e/appraisals/${row.id}`) },
    )
  }
  const fault = (name: keyof typeof missing) => tried && missing[name] && <div className="field-error" role="alert">{t('common.required')}</div>
  return (
    <>
      <PageHeader title={t('appraisal.invite.title')} sub={t('appraisal.invite.sub')}
        crumbs={[{ to: '/e/appraisals', label: t('appraisal.orders') }, { label: t('appraisal.invite.title') }]} />
      <form className="zr-form ap-invite" onSubmit={send} noValidate>
        <Unread of={[assets, appraisers, documents, lenders]} />
        <Panel>
          <RightsPicker id={`${id}-rights`} words="valuation.rightsPicker" kindWords="valuation.kind" items={assets.data?.pages.flatMap((page) => page.items) ?? []}
            loading={assets.isFetching} hasMore={assets.hasNextPage} onMore={() => void assets.fetchNextPage()} onSearch={setQ}
            chosen={rights} onChange={setRights} invalid={tried && missing.rights} />
          {fault('rights')}
        </Panel>
        <Panel>
          <div className="zr-field">
            <label htmlFor={`${id}-appraisers`}>{t('appraisal.invite.appraisers')}</label>
            <Select id={`${id}-appraisers`} mode="multiple" showSearch={{ optionFilterProp: 'label' }} value={chosen} onChange={setChosen} loading={appraisers.isPending} status={tried && missing.appraisers ? 'error' : undefined}
              options={appraisers.data?.map((each) => ({ value: each.id, label: each.name }))} />
            {fault('appraisers')}
          </div>
          {chosen.length > 0 && (
            <div className="zr-field">
              <span className="zr-label" id={`${id}-related`}>{t('appraisal.invite.related')}</span>
              <Checkbox.Group aria-labelledby={`${id}-related`} value={related} onChange={(next) => setRelated(next)}
                options={chosen.map((each) => ({ value: each, label: appraisers.data?.find((one) => one.id === each)?.name ?? each }))} />
            </div>
          )}
          <div className="ap-pair">
            <div className="zr-field">
              <label htmlFor={`${id}-base`}>{t('appraisal.base')}</label>
              <DayField id={`${id}-base`} value={base} onChange={setBase} upTo={today()} invalid={tried && missing.base} />
              {fault('base')}
            </div>
            <div className="zr-field">
              <label htmlFor={`${id}-due`}>{t('appraisal.invite.due')}</label>
              <DayField id={`${id}-due`} value={due} onChange={setDue} from={today()} invalid={tried && missing.due} />
              {fault('due')}
            </div>
          </div>
          <div className="ap-pair">
            <div className="zr-field">
              <label htmlFor={`${id}-purpose`}>{t('appraisal.invite.purpose')}</label>
              <Select id={`${id}-purpose`} value={purpose} onChange={setPurpose} options={PURPOSES.map((value) => ({ value, label: t(`appraisal.purpose.${value}`) }))} />
            </div>
            <div className="zr-field">
              <label htmlFor={`${id}-lender`}>{t('appraisal.invite.lender')}</label>
              <Select id={`${id}-lender`} allowClear value={lender ?? null} onChange={(next: string | undefined) => setLender(next)} loading={lenders.isPending} options={lenders.data} aria-describedby={`${id}-lender-hint`} />
              <span className="zr-sub" id={`${id}-lender-hint`}>{t('appraisal.invite.lenderHint')}</span>
            </div>
          </div>
          <div className="zr-field">
            <span className="zr-label" id={`${id}-papers`}>{t('appraisal.invite.documents')}</span>
            <span className="zr-sub">{t(documents.data?.items.length === 0 ? 'appraisal.invite.noDocuments' : 'appraisal.invite.documentsHint')}</span>
            <Checkbox.Group className="ap-choices" aria-labelledby={`${id}-papers`} value={papers} onChange={(next) => setPapers(next)}
              options={documents.data?.items.map((each) => ({ value: each.id, label: each.name })) ?? []} />
          </div>
          <div className="zr-field">
            <label htmlFor={`${id}-note`}>{t('appraisal.invite.note')}</label>
            <Input.TextArea id={`${id}-note`} rows={3} maxLength={1000} value={note} onChange={(event) => setNote(event.target.value)} />
          </div>
          <FormProblem error={invite.error} />
          <div><Button type="primary" htmlType="submit" loading={invite.isPending}>{t('appraisal.invite.send')}</Button></div>
        </Panel>
      </form>
    </>
  )
}
