/** What a value of a group is called; of classes the title comes with the figures. */
import { useTranslation } from 'react-i18next'
import { useDivisionName } from '../../../api/divisions'
import { useIndustries } from '../../../api/industries'
import type { Facet, Group } from '../model'

export function useValueName() {
  const { t } = useTranslation()
  const division = useDivisionName()
  const { nameOf: industry } = useIndustries('portfolio.industry')
  return (group: Group, value: string, facet?: Facet): string => {
    if (group === 'kind') return t(`licensing.kind.${value}`, { defaultValue: value })
    if (group === 'price_form') return t(`licensing.price_form.${value}`, { defaultValue: value })
    if (group === 'industry') return industry(value)
    if (group === 'division') return division(value)
    const title = t('common.lang') === 'en' ? facet?.title_en : facet?.title_zh
    return title ? `${value} ${title}` : value
  }
}
