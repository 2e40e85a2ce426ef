/** The terms on the table: whose they are, to agree to them, or to propose others. */
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asProblem, sentenceFor } from '../../../api/problem'
import { formatDateTime, today } from '../../../lib/dates'
import { keepFocus } from '../../../lib/keepFocus'
import ConfirmAction from '../../../ui/ConfirmAction'
import { DayField } from '../../../ui/DayField'
import FormProblem from '../../../ui/FormProblem'
import Field from '../../../ui/need/Field'
import OpenSummary from '../../../ui/need/OpenSummary'
import Panel from '../../../ui/Panel'
import { BLANK_TERMS, dealOf, fieldOf, type Inquiry, type OfferField, openTerms, type TermsDraft, termsDraftOf } from '../model'
import { useInquiryActs, useListing } from '../queries'
import Terms from './Terms'
import TermsFields from './TermsFields'

export default function Proposal({ inquiry }: { inquiry: Inquiry }) {
  const { t } = useTranslation()
  const [editing, setEditing] = useState(false)
  const { agree } = useInquiryActs(inquiry.id)
  const may = inquiry.allowed_actions
  const isOwn = inquiry.proposed_by === inquiry.own_side
  const deal = inquiry.proposal
  const by = inquiry.proposed_by === 'asker' ? inquiry.asker : inquiry.licensor
  const propose = may.includes('proposal') && !editing && (
    <Button type={deal ? 'default' : 'primary'} onClick={() => setEditing(true)}>{t(deal ? 'licensing.proposal.counter' : 'licensing.proposal.first')}</Button>
  )
  return (
    <Panel title={t('licensing.proposal.title')} sub={deal ? t('licensing.proposal.by', { n: inquiry.proposal_n, who: by, when: formatDateTime(inquiry.proposed_at) }) : undefined}
      extra={
        <>
          {propose}
          {may.includes('agreement') && deal && !editing && (
            // Other terms close the question about these: nobody agrees to what he has not read.
            <ConfirmAction key={inquiry.proposal_n} label={t('licensing.proposal.agree')} title={t('licensing.proposal.agreeAsk')} text={t('licensing.proposal.agreeText', { day: deal.starts_on })}
              button={{ type: 'primary' }} run={() => agree.mutateAsync(inquiry.proposal_n)} onDone={keepFocus} />
          )}
        </>
      }>
      {agree.isError && asProblem(agree.error).code === 'licensing.proposal_changed' && <FormProblem error={agree.error} />}
      {!deal && !editing && <p className="muted">{t('licensing.proposal.none')}</p>}
      {deal && <Terms scope={deal.scope} price={deal.price} startsOn={deal.starts_on} />}
      {deal && inquiry.state === 'open' && !editing && <p className="zr-sub lc-note">{t(isOwn ? 'licensing.proposal.waiting' : may.includes('agreement') ? 'licensing.proposal.yours' : 'licensing.proposal.signatory')}</p>}
      {editing && <ProposalForm inquiry={inquiry} close={() => { setEditing(false); keepFocus() }} />}
    </Panel>
  )
}

/** Begins with the terms on the table, or with those of the offer. */
function ProposalForm({ inquiry, close }: { inquiry: Inquiry; close: () => void }) {
  const listed = useListing(inquiry.proposal ? '' : inquiry.offer_id)
  const offer = listed.data?.offer
  if (!inquiry.proposal && listed.isPending) return null
  const start = inquiry.proposal ? termsDraftOf(inquiry.proposal.scope, inquiry.proposal.price) : offer ? termsDraftOf(offer.scope, offer.price) : BLANK_TERMS
  return <Filled inquiry={inquiry} start={start} startsOn={inquiry.proposal?.starts_on ?? today()} close={close} />
}

function Filled({ inquiry, start, startsOn, close }: { inquiry: Inquiry; start: TermsDraft; startsOn: string; close: () => void }) {
  const { t } = useTranslation()
  const { propose } = useInquiryActs(inquiry.id)
  const [draft, setDraft] = useState(start)
  const [day, setDay] = useState(startsOn)
  const [shown, setShown] = useState<OfferField[]>([])
  const [attempt, setAttempt] = useState(0)
  const open = shown.filter((field) => openTerms(draft).includes(field))
  const refusal = propose.error ? asProblem(propose.error) : null
  const isOfTheList = refusal?.code.startsWith('licensing.') ?? false
  const faultOf = (field: OfferField): string | undefined => {
    if (open.includes(field)) return t(`licensing.open.${field}`)
    return refusal && isOfTheList && fieldOf(refusal) === field ? sentenceFor(refusal.code, t, refusal.facts) : undefined
  }
  const send = () => {
    const body = dealOf(draft, day)
    setShown(openTerms(draft))
    if (body === null) setAttempt(attempt + 1)
    else propose.mutate(body, { onSuccess: close })
  }
  return (
    <form className="lc-form lc-proposal" noValidate onSubmit={(event) => { event.preventDefault(); send() }}>
      {open.length > 0 && <OpenSummary key={attempt} title={t('licensing.form.errors', { n: open.length })} items={open.map((field) => ({ id: `deal-${field}`, label: t(`licensing.fieldName.${field}`) }))} />}
      <TermsFields id="deal" draft={draft} onChange={(part) => { setDraft({ ...draft, ...part }); propose.reset() }} faultOf={faultOf} expiresOn={inquiry.right.expires_on} />
      <div className="need-grid">
        <Field id="deal-starts_on" label={t('licensing.fact.startsOn')} error={day === '' && attempt > 0 ? t('common.required') : undefined}>
          <DayField id="deal-starts_on" {...(day ? { value: day } : {})} invalid={day === '' && attempt > 0} onChange={(next) => setDay(next ?? '')} />
        </Field>
      </div>
      <FormProblem error={propose.error} />
      <div className="lc-submit">
        <Button onClick={close}>{t('common.cancel')}</Button>
        <Button type="primary" htmlType="submit" loading={propose.isPending}>{t('licensing.proposal.send')}</Button>
      </div>
    </form>
  )
}
