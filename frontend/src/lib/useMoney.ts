/** An amount in words of the reader's language, as a function for the components. */
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { formatFen } from './fen'

export function useMoney() {
  const { t } = useTranslation()
  return useCallback((fen: number | null | undefined) => formatFen(fen, t), [t])
}
