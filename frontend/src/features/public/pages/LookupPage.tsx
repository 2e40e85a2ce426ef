/** Look up one registration by its exact number. */
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import PublicFrame from '../../../app/shell/PublicFrame'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import LookupField from '../components/LookupField'
import '../public.css'

export default function LookupPage() {
  const { t } = useTranslation()
  return (
    <PublicFrame>
      <PageHeader title={t('public.nav.lookup')} sub={t('public.lookup.text')} />
      <p className="zr-law">{t('public.lookup.law')}</p>
      <Panel><LookupField /></Panel>
      <p>{t('public.lookup.verify')} <Link to="/verify">{t('papers.verify.link')}</Link></p>
    </PublicFrame>
  )
}
