/** The name of a part of a breakdown: industries by their key, the unknown in words. */
import { useTranslation } from 'react-i18next'

export function useCellName() {
  const { t } = useTranslation()
  return (way: string, key: string): string => {
    if (key === 'unknown') return t('common.unknown')
    return way === 'industry' ? t(`industry.${key}`) : key
  }
}
