/** `/e/vault/reads`: every read of any of the organisation's documents. */
import { useTranslation } from 'react-i18next'
import { useListState } from '../../../lib/useListState'
import ListExportButton from '../../../ui/ListExportButton'
import PageHeader from '../../../ui/PageHeader'
import ReadLog from '../components/ReadLog'

export default function ReadsPage() {
  const { t } = useTranslation()
  const { state } = useListState()
  return (
    <>
      <PageHeader title={t('vault.title')} sub={t('vault.sub')} extra={<ListExportButton list="read_log" filters={state.others === 'yes' ? { others: true } : {}} />} />
      <ReadLog id={null} />
    </>
  )
}
