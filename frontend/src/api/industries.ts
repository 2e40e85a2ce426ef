/** The key industries: the one list that filters, forms and pages take them from. */
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, ok } from './client'

/** Of what belongs to none of them. */
const NONE = 'other'
/** Those that came with the product: said from the page's own words until the list is there. */
const FIRST = ['integrated_circuits', 'artificial_intelligence', 'biomedicine', 'civil_aviation'] as const

/** `words`: where the page's own words stand, that of the other industries among them. */
export function useIndustries(words: 'industry' | 'portfolio.industry' = 'industry') {
  const { t } = useTranslation()
  const listed = useQuery({
    queryKey: ['portfolio', 'listIndustries'],
    queryFn: () => ok(api.GET('/api/v1/industries')),
    staleTime: 5 * 60_000,
  }).data?.items
  const nameOf = (code: string): string =>
    listed?.find((each) => each.code === code)?.label ?? t(`${words}.${code}`, { defaultValue: code })
  const options = (codes: readonly string[]) => [...codes, NONE].map((value) => ({ value, label: nameOf(value) }))
  return {
    nameOf,
    /** What may be looked for; what has ended stands last. */
    every: options(listed?.toSorted((one, other) => Number(other.offered) - Number(one.offered)).map((each) => each.code) ?? FIRST),
    /** What may be named today. */
    offered: options(listed?.filter((each) => each.offered).map((each) => each.code) ?? FIRST),
  }
}
