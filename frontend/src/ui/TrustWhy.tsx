/** Why a document is trusted as far as it is: who compared it and when, or that nobody has. */
import { useTranslation } from 'react-i18next'
import type { components } from '../api/schema'
import { formatDate } from '../lib/dates'

export default function TrustWhy({ trust }: { trust: components['schemas']['EvidenceTrustOut'] }) {
  const { t } = useTranslation()
  const facts = { issuer: trust.issuer_name ?? t('trust.nobody'), date: formatDate(trust.answered_at) }
  const bad = trust.state === 'altered' || trust.state === 'denied'
  return <span className={bad ? 'zr-sub zr-why late' : 'zr-sub zr-why'}>{t(`trust.why.${trust.state}`, facts)}</span>
}
