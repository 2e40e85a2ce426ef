/** For how long register extracts prove something: the row of today, and one that is still to come. */
import { useTranslation } from 'react-i18next'
import Mark from '../../../ui/Mark'
import { useExtractValidity } from '../queries'

export default function ExtractValidity() {
  const { t, i18n } = useTranslation()
  const rows = useExtractValidity().data ?? []
  const now = rows.find((each) => each.standing === 'now')
  if (!now) return null
  const later = rows.filter((each) => each.standing === 'later')
  return (
    <p className="muted">
      {t('portfolio.extracts.validity.now', { days: now.working_days, notice: now.notice_days })}{' '}
      <Mark tone={now.confirmed ? 'success' : 'warning'}>{t(`portfolio.extracts.validity.${now.confirmed ? 'confirmed' : 'unconfirmed'}`)}</Mark>
      {later.map((each) => (
        <span key={each.version}>{t('common.semicolon')}{t('portfolio.extracts.validity.later', { date: each.from_on, days: each.working_days })}</span>
      ))}
      <br />
      {t('portfolio.extracts.validity.source')}{t('common.colon')}{i18n.language === 'en' ? now.source_en : now.source}
    </p>
  )
}
