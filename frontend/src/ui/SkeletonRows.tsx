/** Grey rows of the real height while a list is on its way. */
import { useTranslation } from 'react-i18next'

export default function SkeletonRows({ rows = 6 }: { rows?: number }) {
  const { t } = useTranslation()
  return (
    <div className="zr-skeleton" role="status" aria-label={t('common.loading')}>
      {Array.from({ length: rows }, (_, place) => (
        <div key={place} className="zr-skeleton-row" aria-hidden />
      ))}
    </div>
  )
}
