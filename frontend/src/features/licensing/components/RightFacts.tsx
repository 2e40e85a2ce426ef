/** Which patent it is about: title, number, class, last day. */
import { useTranslation } from 'react-i18next'
import type { components } from '../../../api/schema'
import { formatDate } from '../../../lib/dates'
import { patentNumber } from '../../../lib/patentNumber'

export default function RightFacts({ right }: { right: components['schemas']['LicensedRightOut'] }) {
  const { t } = useTranslation()
  return (
    <dl className="zr-facts">
      <div><dt>{t('licensing.fact.title')}</dt><dd className="strong">{right.title || '—'}</dd></div>
      <div><dt>{t('licensing.fact.number')}</dt><dd className="num">{patentNumber(right.label)}</dd></div>
      <div><dt>{t('licensing.fact.rightKind')}</dt><dd>{t(`portfolio.kind.${right.kind}`)}</dd></div>
      <div><dt>{t('licensing.fact.ipc')}</dt><dd className="num">{right.ipc_main ?? '—'}</dd></div>
      <div><dt>{t('licensing.fact.expiresOn')}</dt><dd className="num">{formatDate(right.expires_on)}</dd></div>
    </dl>
  )
}
