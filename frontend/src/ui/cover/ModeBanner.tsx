/** Under whose licence insurance is shown here, and who the insurer is: on every page of insurance. */
import { useTranslation } from 'react-i18next'
import './mode.css'
import { useMode } from './useMode'

interface Props {
  /** The insurer of the product that the page is about. */
  insurer?: string
}

export default function ModeBanner({ insurer }: Props) {
  const { t } = useTranslation()
  const mode = useMode()
  if (!mode.data) return null
  const { mode: of, holder, licence_number: number } = mode.data
  return (
    <aside className="zi-mode" data-mode={of} aria-label={t('insurance.mode.label')}>
      <strong>{t(`insurance.mode.role.${of}`)}</strong>
      {of !== 'info_only' && <span>{t('insurance.mode.licence', { holder: holder ?? t('insurance.mode.unnamed'), number: number ?? t('insurance.mode.unnumbered') })}</span>}
      <span>{insurer ? t('insurance.mode.insurer', { insurer }) : t('insurance.mode.insurers')}</span>
      <span>{t(`insurance.mode.what.${of}`)}</span>
    </aside>
  )
}
