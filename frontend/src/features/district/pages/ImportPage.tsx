/** Bring registrations made elsewhere in as a workbook; what was read stands in the address. */
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { formatDateTime } from '../../../lib/dates'
import { useMay } from '../../../lib/permissions'
import { useListState } from '../../../lib/useListState'
import ColumnMapping from '../../../ui/ColumnMapping'
import ExportButton from '../../../ui/ExportButton'
import FileField from '../../../ui/FileField'
import FormProblem from '../../../ui/FormProblem'
import Listing from '../../../ui/Listing'
import Mark from '../../../ui/Mark'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import ImportedRows from '../components/ImportedRows'
import { type AskedColumns, askedColumns, type Run, RUN_TONE, saveTemplate, useBringIn, useRuns } from '../imports'
import { EMPTY } from '../model'

export default function ImportPage() {
  const { t } = useTranslation()
  const [search, setSearch] = useSearchParams()
  const run = search.get('run')
  const title = t('district.import.title')
  return (
    <>
      <PageHeader title={title} sub={t('district.import.sub')}
        crumbs={[{ label: t('nav.d.home'), to: '/d' }, { label: t('nav.d.register'), to: '/d/register' }, { label: title }]}
        extra={run ? <Button onClick={() => setSearch({})}>{t('district.import.another')}</Button>
          : <ExportButton label={t('district.import.template')} ask={saveTemplate} fileName="registrations.xlsx" />} />
      {run ? <ImportedRows id={run} /> : (
        <>
          <BringIn onRead={(id) => setSearch({ run: id })} />
          <Earlier onOpen={(id) => setSearch({ run: id })} />
        </>
      )}
    </>
  )
}

function BringIn({ onRead }: { onRead: (id: string) => void }) {
  const { t } = useTranslation()
  const may = useMay('record_registrations')
  const [file, setFile] = useState<File | null>(null)
  const [missing, setMissing] = useState(false)
  const [asked, setAsked] = useState<AskedColumns>()
  const read = useBringIn()
  if (!may) return <Alert type="info" showIcon title={t('district.record_role')} />
  const send = (columns?: Record<string, number>) => {
    setMissing(file === null)
    if (file) read.mutate({ file, ...(columns && { columns }) }, {
      onSuccess: (made) => onRead(made.id),
      onError: (error) => setAsked((before) => askedColumns(error) ?? before),
    })
  }
  return (
    <>
      <Panel>
        <div className="zr-form d-form">
          <div className="zr-field">
            <label className="zr-label" htmlFor="d-import-file">{t('district.import.file')}</label>
            <FileField id="d-import-file" label={t('district.import.file')} onChoose={(chosen) => { setFile(chosen); setMissing(false); setAsked(undefined); read.reset() }} />
            <span className="zr-sub">{t('district.import.takes')}</span>
            {missing && <span className="field-error" role="alert">{t('common.required')}</span>}
          </div>
          {!asked && <FormProblem error={read.error} />}
          {!asked && <div><Button type="primary" loading={read.isPending} onClick={() => send()}>{t('district.import.read')}</Button></div>}
        </div>
      </Panel>
      {asked && (
        <ColumnMapping asked={asked} {...(file && { fileName: file.name })} pending={read.isPending}
          error={askedColumns(read.error) ? null : read.error} onSubmit={send} />
      )}
    </>
  )
}

function Earlier({ onOpen }: { onOpen: (id: string) => void }) {
  const { t } = useTranslation()
  const { state } = useListState(EMPTY)
  const asked = useRuns(state.cursor)
  const link = (run: Run) => <Button type="link" className="d-import-name" onClick={() => onOpen(run.id)}>{run.file_name}</Button>
  const mark = (run: Run) => <Mark tone={RUN_TONE[run.state]}>{t(`district.import.state.${run.state}`)}</Mark>
  const told = (run: Run) => t('district.import.counts', { ready: run.ready, recorded: run.recorded, known: run.known, refused: run.refused })
  return (
    <Panel flush title={t('district.import.earlier')}>
      <Listing<Run>
        asked={asked} keyOf={(run) => run.id} empty={{ title: t('district.import.empty'), text: t('district.import.empty_text') }}
        columns={[
          { title: t('district.import.file'), render: (_, run) => link(run) },
          { title: t('district.import.when'), render: (_, run) => <span className="num">{formatDateTime(run.created_at)} · {run.created_by_name}</span> },
          { title: t('district.import.rows'), render: (_, run) => told(run) },
          { title: t('district.state'), render: (_, run) => mark(run) },
        ]}
        card={(run) => (
          <>
            <span className="d-line">{link(run)}{mark(run)}</span>
            <span className="zr-sub num">{formatDateTime(run.created_at)} · {run.created_by_name}</span>
            <span>{told(run)}</span>
          </>
        )}
      />
    </Panel>
  )
}
