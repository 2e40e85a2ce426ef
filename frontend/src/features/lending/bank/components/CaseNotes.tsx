/** What stands above the dossier: the offer and its retraction, a refusal, a return, a sent-back opinion. */
import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { today } from '../../../../lib/dates'
import { formatBp as percent } from '../../../../lib/fen'
import { useMe } from '../../../../lib/permissions'
import { useMoney } from '../../../../lib/useMoney'
import { conditionsOf } from '../../../../ui/cover/conditions'
import { type Dossier, newest } from '../model'

const MARGIN = { marginBottom: 12 }

export function CaseNotes({ dossier }: { dossier: Dossier }) {
  const { t } = useTranslation()
  const { application } = dossier
  return (
    <>
      {application.offer !== null && <OfferNote dossier={dossier} />}
      {application.refusal !== null && (
        <Alert type="error" showIcon style={MARGIN}
          title={`${t('bank.refusal.title')}${t('common.colon')}${t(`bank.reason.${application.refusal.reason_code}`)}`} description={[application.refusal.words, application.refusal.sentence].filter(Boolean).map((each) => <p key={each} style={{ margin: 0 }}>{each}</p>)} />
      )}
      {application.return_reason && application.state === 'submitted' && (
        <Alert type="info" showIcon style={MARGIN} title={t('bank.flag.returned_before')} description={application.return_reason} />
      )}
      <Asked dossier={dossier} />
      <SentBack dossier={dossier} />
    </>
  )
}

/** What the checker wants changed in the opinion that he sent back. */
export function SentBack({ dossier }: { dossier: Dossier }) {
  const { t } = useTranslation()
  const opinion = newest(dossier.application.opinions)
  if (opinion?.decision !== 'sent_back' || dossier.application.state !== 'in_review') return null
  return <Alert className="zb-sent-back" type="warning" showIcon style={MARGIN} title={t('bank.decision.previous', { note: opinion.decision_note ?? '' })} />
}

/** The firm was asked for documents: until when, and that the clock stands still. */
function Asked({ dossier }: { dossier: Dossier }) {
  const { t } = useTranslation()
  const date = dossier.application.open_request?.answer_by
  if (dossier.application.state !== 'waiting' || date === undefined) return null
  return <Alert type="info" showIcon style={MARGIN} title={t(date < today() ? 'bank.case.asked_over' : 'bank.case.asked', { date })} />
}

const ENDING: Record<string, string> = {
  declined: 'offer_declined', retracted: 'offer_retracted', withdrawn: 'application_withdrawn', pledge_failed: 'pledge_failed',
}

/** How an offer came to its end: by whom, and why. */
function Ending({ dossier, state }: { dossier: Dossier; state: string }) {
  const { t } = useTranslation()
  const last = (name: string | undefined) => dossier.history.findLast((event) => event.name === `lending.${name}`)
  const ending = last(ENDING[state])
  const said = ending?.payload as { reason?: string; pledge_id?: string } | undefined
  const two = state === 'retracted' && t('bank.offer.two', { first: last('retraction_proposed')?.actor, second: ending?.actor })
  const words = [t(`bank.offer.ended.${state}`), two, said?.reason && t('bank.offer.reason', { reason: said.reason })]
  return (
    <p style={{ margin: 0 }}>
      {words.filter(Boolean).join(' · ')}{' '}
      {said?.pledge_id && <Link to={`/b/pledges/${said.pledge_id}`}>{t('bank.offer.lost_pledge')}</Link>}
    </p>
  )
}

function OfferNote({ dossier }: { dossier: Dossier }) {
  const { t } = useTranslation()
  const money = useMoney()
  const me = useMe().member
  const { offer, state, allowed_actions } = dossier.application
  if (offer === null) return null
  const words = [
    money(offer.amount_fen), percent(offer.rate_bp), t('bank.review.months', { n: offer.term_months }),
    `${t('bank.offer.cost')} ${money(offer.yearly_cost_fen)}`, `${t('bank.offer.valid_until')} ${offer.valid_until}`,
  ].join(' · ')
  const proposal = dossier.history.findLast((event) => event.name === 'lending.retraction_proposed')
  const proposed = offer.retraction_proposed === true && state === 'offered'
  const own = proposal?.actor === me.name && !allowed_actions.includes('offer-retraction')
  return (
    <>
      <Alert type={state === 'offered' ? 'success' : 'info'} showIcon style={MARGIN}
        title={`${t('bank.offer.title')}${t('common.colon')}${words}`}
        description={
          <>
            {conditionsOf(offer, t).length > 0 && <ol style={{ margin: 0, paddingLeft: 20, listStyle: 'decimal' }}>{conditionsOf(offer, t).map((each) => <li key={each}>{each}</li>)}</ol>}
            {state === 'offered' ? t('bank.offer.waiting') : offer.state !== 'open' && <Ending dossier={dossier} state={offer.state} />}
          </>
        } />
      {proposed && (
        <Alert type="warning" showIcon style={MARGIN}
          title={t('bank.offer.proposed', {
            name: proposal?.actor ?? '', reason: String((proposal?.payload as Record<string, unknown> | undefined)?.['reason'] ?? ''),
          })}
          description={own ? t('bank.offer.own_proposal') : undefined} />
      )}
    </>
  )
}
