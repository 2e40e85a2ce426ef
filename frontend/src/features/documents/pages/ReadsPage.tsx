/** `/e/vault/reads`: every read of any of the organisation's documents. */
import { useTranslation } from 'react-i18next'
import PageHeader from '../../../ui/PageHeader'
import ReadLog from '../components/ReadLog'

export default function ReadsPage() {
  const { t } = useTranslation()
  return (
    <>
      <PageHeader title={t('vault.title')} sub={t('vault.sub')} />
      <ReadLog id={null} />
    </>
  )
}
