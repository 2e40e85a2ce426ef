/** The terms of a licence, as facts. */
import { useTranslation } from 'react-i18next'
import { useIndustries } from '../../../api/industries'
import { formatDate } from '../../../lib/dates'
import type { Price, Scope } from '../model'
import { fieldsText, priceText, territoryText } from '../words'

interface Props {
  scope: Scope
  price: Price
  startsOn?: string
}

export default function Terms({ scope, price, startsOn }: Props) {
  const { t } = useTranslation()
  const { nameOf } = useIndustries('portfolio.industry')
  return (
    <dl className="zr-facts">
      <div><dt>{t('licensing.fact.kind')}</dt><dd>{t(`licensing.kind.${scope.kind}`)}</dd></div>
      {scope.carve_out && <div><dt>{t('licensing.fact.carveOut')}</dt><dd>{t('licensing.scope.carveOut')}</dd></div>}
      <div><dt>{t('licensing.fact.price')}</dt><dd className="strong">{priceText(price, t)}</dd></div>
      <div><dt>{t('licensing.fact.fields')}</dt><dd>{fieldsText(scope, nameOf, t)}</dd></div>
      <div><dt>{t('licensing.fact.territory')}</dt><dd>{territoryText(scope, t)}</dd></div>
      {startsOn && <div><dt>{t('licensing.fact.startsOn')}</dt><dd className="num">{formatDate(startsOn)}</dd></div>}
      <div><dt>{t('licensing.fact.endsOn')}</dt><dd className="num">{scope.ends_on ? formatDate(scope.ends_on) : t('licensing.scope.patentTerm')}</dd></div>
    </dl>
  )
}
