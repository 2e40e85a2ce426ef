/** 'View': a document on its own page, for whoever may read it. */
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'

export default function ViewLink({ id, name }: { id: string; name?: string | null }) {
  const { t } = useTranslation()
  return <Link className="zr-view" to={`/documents/${id}/view`} aria-label={name ? t('viewer.view_named', { name }) : undefined}>{t('viewer.view')}</Link>
}
