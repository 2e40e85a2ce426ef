/** Whether a member has a second factor, and until when he has to have one. */
import { useTranslation } from 'react-i18next'
import { formatDate } from '../../../lib/dates'
import Mark from '../../../ui/Mark'
import type { Member } from '../queries'

export default function FactorState({ member }: { member: Member }) {
  const { t } = useTranslation()
  const duty = member.active ? member.second_factor_duty : null
  if (member.second_factor) return <Mark tone="success">{t('identity.people.factorOn')}</Mark>
  if (!duty) return <Mark tone="neutral">{t('identity.people.factorOff')}</Mark>
  const day = formatDate(duty.needed_from)
  return duty.overdue
    ? <Mark tone="danger">{t('identity.people.factorOver', { day })}</Mark>
    : <Mark tone="warning">{t('identity.people.factorDue', { day })}</Mark>
}
