/** A PDF: its pages one below the other, the place one is at, search through all of its text. */
import type { InputRef } from 'antd'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Problem } from '../../api/problem'
import SkeletonRows from '../SkeletonRows'
import { type Hit, find } from './find'
import type { Document } from './model'
import PdfPage, { type Size } from './PdfPage'
import { type PDFDocumentProxy, openPdf, textOf } from './pdf'
import { Bar, PageField, SearchField, ZoomButtons } from './Toolbar'
import { useKeys } from './useKeys'
import { usePlace } from './usePlace'
import { useZoom } from './useZoom'

interface Props {
  document: Document
  page: number
  onPage: (page: number) => void
  onFailed: (error: unknown) => void
  end: ReactNode
  aside: ReactNode
}

interface Opened {
  pdf: PDFDocumentProxy
  usual: Size
}

export default function PdfView({ document: { id, size, name }, page, onPage, onFailed, end, aside }: Props) {
  const { t } = useTranslation()
  const inner = useRef<HTMLDivElement>(null)
  const scroll = useRef<HTMLDivElement>(null)
  const field = useRef<InputRef>(null)
  const [opened, setOpened] = useState<Opened | null>(null)
  useEffect(() => {
    let gone = false
    const tell = (error: unknown) => { if (!gone) onFailed(error) }
    const { opened: opening, close } = openPdf(id, size, tell)
    opening
      .then(async (pdf) => {
        const { width, height } = (await pdf.getPage(1)).getViewport({ scale: 1 })
        if (!gone) setOpened({ pdf, usual: { width, height } })
      })
      .catch(() => tell(new Problem(0, { code: 'viewer.unreadable' })))
    return () => {
      gone = true
      setOpened(null)
      close()
    }
  }, [id, size, onFailed])

  const zoom = useZoom(scroll, opened?.usual.width)
  const { at, go } = usePlace(scroll, { page, onPage, ready: opened !== null && zoom.scale > 0.1 })
  const search = useSearch(opened?.pdf ?? null, (hit) => { if (hit.page !== at) go(hit.page) })
  const pages = opened?.pdf.numPages ?? 0
  useKeys(inner, scroll, {
    find: () => field.current?.focus({ cursor: 'all' }),
    ArrowRight: () => go(Math.min(pages, at + 1)),
    ArrowLeft: () => go(Math.max(1, at - 1)),
    '+': zoom.larger,
    '=': zoom.larger,
    '-': zoom.smaller,
    0: zoom.fit,
  })

  return (
    <div ref={inner} className="zv-inner">
      <Bar end={end}>
        {opened && <PageField page={at} pages={pages} onPage={go} />}
        {opened && <ZoomButtons zoom={zoom} />}
        {opened && <SearchField field={field} state={search} onSearch={(words) => void search.look(words)} onStep={search.step} />}
      </Bar>
      <div className="zv-body">
        <div ref={scroll} className="zv-scroll" tabIndex={0} role="region" aria-label={t('viewer.pages_of', { name })}>
          {!opened && <SkeletonRows rows={12} />}
          {opened && Array.from({ length: pages }, (_, place) => (
            <PdfPage key={place + 1} pdf={opened.pdf} n={place + 1} scale={zoom.scale} usual={opened.usual}
              hits={search.hits.filter((hit) => hit.page === place + 1)} current={search.hits[search.at] ?? null} />
          ))}
        </div>
        {aside}
      </div>
    </div>
  )
}

function useSearch(pdf: PDFDocumentProxy | null, goTo: (hit: Hit) => void) {
  const text = useRef<{ pdf: PDFDocumentProxy; pages: string[][] } | null>(null)
  const [hits, setHits] = useState<readonly Hit[]>([])
  const [found, setFound] = useState<number | null>(null)
  const [at, setAt] = useState(0)
  const [reading, setReading] = useState<number | null>(null)
  const look = async (words: string) => {
    if (pdf === null) return
    if (text.current?.pdf !== pdf) {
      setReading(0)
      const pages = await textOf(pdf, setReading).catch(() => null)
      setReading(null)
      if (pages === null) return
      text.current = { pdf, pages }
    }
    const all = find(text.current.pages, words)
    setHits(all)
    setFound(all.length)
    setAt(0)
    if (all[0]) goTo(all[0])
  }
  const step = (by: 1 | -1) => {
    const hit = hits[(at + by + hits.length) % hits.length]
    if (!hit) return
    setAt(hits.indexOf(hit))
    goTo(hit)
  }
  return { hits, found, at, reading, look, step }
}
