/** A legal hold from its proposal to its end; every step is taken by another person. */
import { useTranslation } from 'react-i18next'
import { formatDateTime } from '../../../lib/dates'
import ConfirmAction from '../../../ui/ConfirmAction'
import Mark from '../../../ui/Mark'
import { type Hold, useUpkeep } from '../queries'

function stateOf(hold: Hold) {
  if (hold.lifted_at) return { tone: 'neutral', key: 'lifted' } as const
  if (hold.lift_proposed_at) return { tone: 'pending', key: 'lift_proposed' } as const
  return hold.confirmed_at ? ({ tone: 'warning', key: 'in_force' } as const) : ({ tone: 'pending', key: 'proposed' } as const)
}

export default function HoldRow({ hold }: { hold: Hold }) {
  const { t } = useTranslation()
  const { confirm, proposeLift, lift } = useUpkeep()
  const state = stateOf(hold)
  const name = hold.file_name ?? t('upkeep.hold.all', { name: hold.owner_name })
  const button = (key: string) => ({ size: 'small' as const, 'aria-label': t(`upkeep.hold.${key}Of`, { name }) })
  const steps = [
    { key: 'proposed', at: hold.proposed_at, by: hold.proposed_by_name, reason: hold.reason },
    { key: 'confirmed', at: hold.confirmed_at, by: hold.confirmed_by_name, reason: '' },
    { key: 'liftProposed', at: hold.lift_proposed_at, by: hold.lift_proposed_by_name, reason: hold.lift_reason ?? '' },
    { key: 'lifted', at: hold.lifted_at, by: hold.lifted_by_name, reason: '' },
  ]
  return (
    <>
      <div className="up-line">
        <Mark tone={state.tone}>{t(`upkeep.hold.state.${state.key}`)}</Mark>
        <strong className="up-grow">{name}</strong>
        {hold.allowed_actions.includes('confirmation') && (
          <ConfirmAction label={t('upkeep.hold.confirm')} title={t('upkeep.hold.confirmOf', { name })} text={t('upkeep.hold.confirmText')}
            button={button('confirm')} run={() => confirm(hold.id)} />
        )}
        {hold.allowed_actions.includes('lift-proposal') && (
          <ConfirmAction label={t('upkeep.hold.proposeLift')} title={t('upkeep.hold.proposeLiftOf', { name })} asks="reason"
            button={button('proposeLift')} run={(reason) => proposeLift(hold.id, reason)} />
        )}
        {hold.allowed_actions.includes('lift') && (
          <ConfirmAction label={t('upkeep.hold.lift')} title={t('upkeep.hold.liftOf', { name })} text={t('upkeep.hold.liftText')}
            button={button('lift')} run={() => lift(hold.id)} />
        )}
      </div>
      {hold.allowed_actions.length === 0 && !hold.lifted_at && <p className="zr-sub">{t('upkeep.hold.another')}</p>}
      {hold.file_name && <div>{hold.owner_name}</div>}
      <ol className="up-steps">
        {steps.filter((step) => step.at).map((step) => (
          <li key={step.key}>
            {t(`upkeep.hold.step.${step.key}`, { at: formatDateTime(step.at), by: step.by ?? '—' })}
            {step.reason && <>{t('common.semicolon')}{t('upkeep.hold.because', { reason: step.reason })}</>}
          </li>
        ))}
      </ol>
    </>
  )
}
