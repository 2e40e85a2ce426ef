/** What stands above the dossier: the offer and its retraction, a refusal, a return, a sent-back opinion. */
import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { formatBp as percent } from '../../../../lib/fen'
import { useMe } from '../../../../lib/permissions'
import { useMoney } from '../../../../lib/useMoney'
import { type Dossier, newest } from '../model'

const MARGIN = { marginBottom: 12 }

export function CaseNotes({ dossier }: { dossier: Dossier }) {
  const { t } = useTranslation()
  const { application } = dossier
  const opinion = newest(application.opinions)
  return (
    <>
      {application.offer !== null && <OfferNote dossier={dossier} />}
      {application.refusal !== null && (
        <Alert type="error" showIcon style={MARGIN}
          title={`${t('bank.refusal.title')}${t('common.colon')}${t(`bank.reason.${application.refusal.reason_code}`)}`} description={application.refusal.sentence} />
      )}
      {application.return_reason && application.state === 'submitted' && (
        <Alert type="info" showIcon style={MARGIN} title={t('bank.flag.returned_before')} description={application.return_reason} />
      )}
      {opinion?.decision === 'sent_back' && application.state === 'in_review' && (
        <Alert type="warning" showIcon style={MARGIN} title={t('bank.decision.previous', { note: opinion.decision_note ?? '' })} />
      )}
    </>
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
            {offer.conditions.length > 0 && <ol style={{ margin: 0, paddingLeft: 20, listStyle: 'decimal' }}>{offer.conditions.map((each) => <li key={each}>{each}</li>)}</ol>}
            {state === 'offered' && t('bank.offer.waiting')}
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
