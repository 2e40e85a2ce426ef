/** `/documents/:id/view#page=3`: a document, wherever it was listed. */
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { HOME, useMe } from '../../../lib/permissions'
import DocumentViewer from '../../../ui/DocumentViewer'
import { useDocument } from '../../../ui/DocumentViewer/queries'
import { usePageAnchor } from '../../../ui/DocumentViewer/usePageAnchor'
import PageHeader from '../../../ui/PageHeader'

export default function ViewPage() {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  const me = useMe()
  const found = useDocument(id)
  const anchor = usePageAnchor()
  const home = HOME[me.organisation.kind]
  return (
    <>
      <PageHeader title={found.data?.file.name ?? t('viewer.title')} crumbs={[{ label: t('common.home'), to: home }, { label: t('viewer.title') }]} />
      <div className="zv-document"><DocumentViewer id={id} {...anchor} /></div>
      {found.isLoadingError && <p><Link to={home}>{t('common.home')}</Link></p>}
    </>
  )
}
