/** The name of a part of a breakdown: industries by their key, the unknown in words. */
import { useTranslation } from 'react-i18next'
import { useIndustries } from '../../api/industries'

export function useCellName() {
  const { t } = useTranslation()
  const { nameOf } = useIndustries()
  return (way: string, key: string): string => {
    if (key === 'unknown') return t('common.unknown')
    return way === 'industry' ? nameOf(key) : key
  }
}
