import { Button, Steps } from 'antd'
import { AimOutlined, DownloadOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import ErrorState from '../../../ui/ErrorState'
import PageHeader from '../../../ui/PageHeader'
import ColumnMapping from '../../../ui/ColumnMapping'
import SkeletonRows from '../../../ui/SkeletonRows'
import BringIn from '../components/BringIn'
import EarlierImports from '../components/EarlierImports'
import ImportFailed from '../components/ImportFailed'
import ImportRunning from '../components/ImportRunning'
import RefusedRows from '../components/RefusedRows'
import ResultStrip from '../components/ResultStrip'
import SuggestionsPanel from '../components/SuggestionsPanel'
import WarnedRows from '../components/WarnedRows'
import { isOver } from '../model'
import { useImport, useMapColumns } from '../queries'

/** Bring patents in; the run stands in the URL, so that it is found again after a reload. */
export default function ImportPage() {
  const { t, i18n } = useTranslation()
  const navigate = useNavigate()
  const [search, setSearch] = useSearchParams()
  const id = search.get('run') ?? ''
  const run = useImport(id)
  const mapping = useMapColumns(id)
  const done = run.data?.state === 'done' ? run.data : null
  const step = id === '' ? 0 : isOver(run.data) ? 2 : 1
  const begin = (runId: string) => setSearch(runId === '' ? {} : { run: runId })

  return (
    <>
      <PageHeader
        crumbs={[
          { to: '/e/ip', label: t('portfolio.list.title') },
          { label: t('portfolio.import.crumb') },
        ]}
        title={t(done ? 'portfolio.import.resultTitle' : 'portfolio.import.title')}
        extra={
          done && (
            <>
              {done.rows_refused > 0 && (
                <Button
                  icon={<DownloadOutlined aria-hidden />}
                  href={`/api/v1/portfolio/imports/${id}/refused.csv?language=${i18n.language}`}
                  download
                >
                  {t('portfolio.import.refused.download')}
                </Button>
              )}
              <Button onClick={() => begin('')}>{t('portfolio.import.actions.again')}</Button>
              <Button
                type="primary"
                icon={<AimOutlined aria-hidden />}
                onClick={() => void navigate('/e/matches')}
              >
                {t('portfolio.import.actions.products')}
              </Button>
            </>
          )
        }
      />
      <Steps
        size="small"
        className="pf-steps"
        current={step}
        status={run.data?.state === 'failed' ? 'error' : undefined}
        items={['bring', 'check', 'result'].map((name) => ({
          title: t(`portfolio.import.steps.${name}`),
        }))}
      />
      {id === '' && (
        <>
          <BringIn onQueued={begin} />
          <SuggestionsPanel />
          <EarlierImports onOpen={begin} />
        </>
      )}
      {id !== '' && run.isPending && <SkeletonRows rows={4} />}
      {id !== '' && run.isLoadingError && (
        <ErrorState error={run.error} retry={() => void run.refetch()} />
      )}
      {run.data?.asked && (
        <ColumnMapping
          key={id}
          asked={run.data.asked}
          fileName={run.data.file_name ?? undefined}
          pending={mapping.isPending}
          error={mapping.error}
          onSubmit={(columns) => mapping.mutate(columns)}
        />
      )}
      {run.data && !run.data.asked && !isOver(run.data) && <ImportRunning run={run.data} />}
      {run.data?.state === 'failed' && <ImportFailed run={run.data} onAgain={() => begin('')} />}
      {done && (
        <>
          <ResultStrip run={done} />
          <div className="pf-result">
            <SuggestionsPanel />
            <div className="pf-stack">
              <RefusedRows run={done} />
              {done.rows_warned > 0 && <WarnedRows run={done} />}
            </div>
          </div>
        </>
      )}
    </>
  )
}
