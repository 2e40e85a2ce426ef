/** The papers that a version asks for, one line each. */
import { useTranslation } from 'react-i18next'
import Mark from '../../../../ui/Mark'
import type { Requirement } from '../products'

/** "Accounts · of the last 3 years · at most 365 days old". */
export function usePaperWords() {
  const { t } = useTranslation()
  return (each: Requirement) =>
    [
      t(`bank.document.${each.kind}`, { defaultValue: each.kind }),
      each.per === 'year' ? t('bank.products.years_of', { n: each.years }) : t(`bank.products.per_of.${each.per}`),
      each.max_age_days === null ? '' : t('bank.products.age_of', { n: each.max_age_days }),
    ].filter(Boolean).join(' · ')
}

export function ProductPapers({ papers, fresh = [], gone = [] }: { papers: readonly Requirement[]; fresh?: readonly Requirement[]; gone?: readonly Requirement[] }) {
  const { t } = useTranslation()
  const words = usePaperWords()
  if (papers.length + gone.length === 0) return <p className="zr-sub">{t('bank.products.asks_nothing')}</p>
  return (
    <ul className="zb-plain">
      {papers.map((each, at) => (
        <li key={at} className="zb-check">
          <span>{words(each)} {fresh.includes(each) && <Mark tone="info">{t('bank.products.fresh')}</Mark>}</span>
          <Mark tone={each.required ? 'warning' : 'neutral'}>{t(each.required ? 'bank.products.required' : 'bank.products.wished')}</Mark>
        </li>
      ))}
      {gone.map((each, at) => (
        <li key={`gone-${at}`} className="zb-check">
          <del>{words(each)}{t('bank.products.comma')}{t(each.required ? 'bank.products.required' : 'bank.products.wished')}</del>
          <Mark tone="danger">{t('bank.products.gone')}</Mark>
        </li>
      ))}
    </ul>
  )
}
