/** Reference patents come in here: a gazette is sent, read as a job, and answered row by row. */
import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay } from '../../../lib/permissions'
import { useListState } from '../../../lib/useListState'
import ErrorState from '../../../ui/ErrorState'
import ListExportButton from '../../../ui/ListExportButton'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import GazetteUpload from '../components/GazetteUpload'
import RunList from '../components/RunList'
import RunStrip from '../components/RunStrip'
import { useRun } from '../queries'

const DEFAULTS = { run: '', cursor: '' }

export default function ImportsPage() {
  const { t } = useTranslation()
  const { state, set } = useListState(DEFAULTS)
  const may = useMay('import_reference')
  const current = useRun(state.run ?? '')
  const queued = useCallback((run: string) => set({ run }), [set])
  return (
    <>
      <PageHeader title={t('operator.imports.title')} sub={t('operator.imports.sub')} extra={<ListExportButton list="patent_imports" />} />
      {may ? <GazetteUpload onQueued={queued} /> : <p className="zr-sub">{t('operator.imports.noRight')}</p>}
      <div aria-live="polite">
        {state.run && current.data && <RunStrip run={current.data} linked />}
        {state.run && current.isLoadingError && <ErrorState compact error={current.error} retry={() => void current.refetch()} />}
      </div>
      <Panel flush title={t('operator.imports.earlier')}><RunList cursor={state.cursor ?? ''} /></Panel>
    </>
  )
}
