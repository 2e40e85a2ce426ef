/**
 * Saves the list as it is filtered; a refusal is said beside the button, never lost in a download.
 * A list too long to wait for is written by a worker: its progress stands here, and may be left.
 * What may be exported may be printed, as it is filtered.
 */
import { DownloadOutlined, PrinterOutlined } from '@ant-design/icons'
import { Button, Progress } from 'antd'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useHref, useLocation, useNavigate } from 'react-router'
import { asProblem, sentenceFor } from '../api/problem'
import { saveFile } from '../lib/saveFile'
import { countText } from '../lib/size'
import { useMutation } from '../lib/useMutation'
import { isUnderWay, type ListAsked, type ListExport, printPath, shareOf, takeList, useAskList, useListExport } from './exporting'

interface Props {
  /** Asks the API for the file. */
  ask: () => Promise<Blob>
  fileName: string
  /** What the button says, where a page has several. */
  label?: string
  /** The same list for a worker, where it may be too long to wait for. */
  long?: ListAsked
}

const TOO_LONG = 'export_too_large'
/** Lists whose pages print them in a form of their own. */
const PRINTED_THERE = ['loan_applications', 'loan_book', 'sheet_lines']

export default function ExportButton({ ask, fileName, label, long }: Props) {
  const { t } = useTranslation()
  const later = useAskList()
  const asked = useMutation({
    mutationFn: ask,
    onMutate: () => later.reset(),
    onSuccess: (file) => saveFile(file, fileName),
    onError: (error) => {
      if (long && asProblem(error).code === TOO_LONG) later.mutate(long)
    },
  })
  const goesOn = later.isPending || later.data !== undefined
  const error = later.error ?? (goesOn ? null : asked.error)
  const problem = error && asProblem(error)
  return (
    <span className="zr-export">
      <Button icon={<DownloadOutlined aria-hidden />} loading={asked.isPending || later.isPending} onClick={() => asked.mutate()}>
        {label ?? t('common.export')}
      </Button>
      {long?.format === 'xlsx' && !PRINTED_THERE.includes(long.list) && <PrintLink of={long} />}
      {problem && <span className="field-error" role="alert">{sentenceFor(problem.code, t, problem.facts)}</span>}
      {later.data && <Watched key={later.data.id} begun={later.data} fileName={fileName} />}
    </span>
  )
}

/** To the list on paper, and from there back to here. */
function PrintLink({ of }: { of: ListAsked }) {
  const { t } = useTranslation()
  const { pathname, search } = useLocation()
  const navigate = useNavigate()
  const to = printPath(of)
  const href = useHref(to)
  return (
    <Button className="no-print" type="text" icon={<PrinterOutlined aria-hidden />} href={href}
      onClick={(event) => {
        if (event.metaKey || event.ctrlKey || event.shiftKey) return
        event.preventDefault()
        void navigate(to, { state: { from: pathname + search } })
      }}>
      {t('common.print')}
    </Button>
  )
}

function Watched({ begun, fileName }: { begun: ListExport; fileName: string }) {
  const { t } = useTranslation()
  const found = useListExport(begun.id)
  const made = found.data ?? begun
  const taken = useMutation({ mutationFn: takeList, onSuccess: (file) => saveFile(file, fileName) })
  const { mutate } = taken
  const saved = useRef(false)
  useEffect(() => {
    if (made.state !== 'done' || saved.current) return
    saved.current = true
    mutate(made.id)
  }, [made.state, made.id, mutate])
  const failed = made.failure ?? (taken.error ? asProblem(taken.error).code : null)
  const all = <Link to="/exports">{t('common.exporting.all')}</Link>
  if (failed) return <span className="field-error" role="alert">{sentenceFor(failed, t, {})} {all}</span>
  const rows = { done: countText(made.rows_done), total: countText(made.rows_total) }
  return (
    <span className="zr-export-job">
      {isUnderWay(made) && <Progress percent={shareOf(made)} size="small" aria-label={t('common.exporting.progress')} />}
      <span className="zr-sub">
        <span role="status">{isUnderWay(made) ? t('common.exporting.leave') : t('common.exporting.done', rows)}</span>
        {isUnderWay(made) && <span className="num"> {t('common.exporting.rows', rows)}</span>} {all}
      </span>
    </span>
  )
}
