/**
 * A document as whoever may read it sees it: pages, search, notes of his organisation, watermark.
 *
 * Everything that shows a type of file is code of its own, fetched when such a file is opened.
 */
import { CommentOutlined, DownloadOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { Suspense, lazy, useCallback, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asProblem } from '../../api/problem'
import { formatDateTime, now } from '../../lib/dates'
import { useMe } from '../../lib/permissions'
import EmptyState from '../EmptyState'
import ErrorState from '../ErrorState'
import SkeletonRows from '../SkeletonRows'
import { type Marks, MarksContext } from './marks'
import { type Document, type Note, type Rectangle, wayOf } from './model'
import Notes from './Notes'
import { contentOf, useDocument, useNotes } from './queries'
import { Bar } from './Toolbar'
import { WatermarkContext } from './Watermark'
import './viewer.css'

const PdfView = lazy(() => import('./PdfView'))
const ImageView = lazy(() => import('./ImageView'))
const SheetView = lazy(() => import('./SheetView'))
const TextView = lazy(() => import('./TextView'))

interface Props {
  id: string
  /** The page one is at, from 1; kept by the page around, so that it can stand in the address. */
  page: number
  onPage: (page: number) => void
}

export default function DocumentViewer({ id, page, onPage }: Props) {
  const found = useDocument(id)
  if (found.isPending) return <div className="zv"><SkeletonRows rows={12} /></div>
  if (found.isLoadingError) return <div className="zv"><Refused error={found.error} retry={() => void found.refetch()} /></div>
  return <Opened key={id} document={found.data.file} mayDownload={found.data.may_download} page={page} onPage={onPage} />
}

/** 404 is what a reader gets once the owner took his consent back, or its time is over. */
function Refused({ error, retry }: { error: unknown; retry: () => void }) {
  const { t } = useTranslation()
  const problem = asProblem(error)
  if (problem.status === 404) return <div role="alert"><EmptyState title={t('viewer.ended')} text={t('viewer.ended_text')} /></div>
  if (problem.code === 'viewer.unreadable') return <div role="alert"><EmptyState title={t('viewer.unreadable')} text={t('viewer.unreadable_text')} /></div>
  if (problem.code === 'viewer.too_many_pixels')
    return <div role="alert"><EmptyState title={t('viewer.too_large')} text={t('viewer.too_many_pixels', problem.facts)} /></div>
  return <ErrorState compact error={error} retry={retry} />
}

function Opened({ document, mayDownload, page, onPage }: { document: Document; mayDownload: boolean; page: number; onPage: (page: number) => void }) {
  const { t } = useTranslation()
  const me = useMe()
  const [since] = useState(() => now().toISOString())
  const [failure, setFailure] = useState<{ error: unknown } | null>(null)
  const [beside, setBeside] = useState(false)
  const [drawing, setDrawing] = useState(false)
  const [open, setOpen] = useState<Marks['open']>(null)
  const [chosen, setChosen] = useState<string | null>(null)
  const notes = useNotes(document.id)
  const failed = useCallback((error: unknown) => setFailure({ error: error ?? { code: 'viewer.unreadable' } }), [])
  const { way, tooLarge } = wayOf(document)
  const marks = useMemo<Marks>(() => ({
    notes: notes.data ?? [], chosen, drawing, open,
    choose: (note: Note) => {
      setBeside(true)
      setChosen(note.id)
      onPage(note.page)
    },
    drawn: (on: number, rectangle: Rectangle) => {
      setDrawing(false)
      setOpen({ page: on, rectangle })
    },
  }), [notes.data, chosen, drawing, open, onPage])
  const words = document.own ? null : `${me.organisation.name} ${me.member.name} ${formatDateTime(since)}`
  const copy = mayDownload && (
    <a href={contentOf(document.id)} download aria-label={t('viewer.download', { name: document.name })}><DownloadOutlined aria-hidden /></a>
  )
  const end = (
    <>
      <Button type="text" icon={<CommentOutlined aria-hidden />} aria-pressed={beside} onClick={() => setBeside(!beside)}>
        <span className="zv-word">{t('viewer.note.toggle')}</span> <span className="num">{notes.data?.length ?? 0}</span>
      </Button>
      {copy}
    </>
  )
  const aside = beside && (
    <Notes id={document.id} page={page} drawable={way === 'pdf' || way === 'image'} onDraw={setDrawing}
      onOpen={(next) => { setDrawing(false); setOpen(next) }} />
  )
  const shared = { document, onFailed: failed, end, aside }
  return (
    <section className="zv" aria-label={document.name}>
      <WatermarkContext value={words}>
        <MarksContext value={marks}>
          {failure !== null && <Refused error={failure.error} retry={() => setFailure(null)} />}
          {failure === null && (way === 'none' || tooLarge) && <Unshown tooLarge={tooLarge} mayDownload={mayDownload} end={copy} />}
          {failure === null && !tooLarge && (
            <Suspense fallback={<SkeletonRows rows={12} />}>
              {way === 'pdf' && <PdfView {...shared} page={page} onPage={onPage} />}
              {way === 'image' && <ImageView {...shared} />}
              {way === 'sheet' && <SheetView {...shared} page={page} onPage={onPage} />}
              {way === 'text' && <TextView {...shared} />}
            </Suspense>
          )}
        </MarksContext>
      </WatermarkContext>
    </section>
  )
}

function Unshown({ tooLarge, mayDownload, end }: { tooLarge: boolean; mayDownload: boolean; end: React.ReactNode }) {
  const { t } = useTranslation()
  return (
    <>
      <Bar end={end} />
      <EmptyState title={t(tooLarge ? 'viewer.too_large' : 'viewer.not_shown')} text={t(mayDownload ? 'viewer.download_instead' : 'viewer.ask_owner')} />
    </>
  )
}
