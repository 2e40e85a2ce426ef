/** Which version of a document went with the application, and whether the firm has a newer one. */
import { useTranslation } from 'react-i18next'
import type { Frozen } from '../../frozen'
import { Flag } from './Parts'

export function VersionBadge({ frozen }: { frozen: Frozen | undefined }) {
  const { t } = useTranslation()
  if (frozen === undefined || frozen.n === null) return null
  return (
    <>
      <Flag level="plain">{t('bank.documents.version', { n: frozen.n })}</Flag>{' '}
      {frozen.newer && <Flag level="warn">{t('bank.documents.newer', { n: frozen.newer.n })}</Flag>}
    </>
  )
}
