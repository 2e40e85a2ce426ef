/** What stands above a document: page, zoom, search, notes, copy. */
import { ColumnWidthOutlined, DownOutlined, SearchOutlined, UpOutlined, ZoomInOutlined, ZoomOutOutlined } from '@ant-design/icons'
import { Button, Input, type InputRef } from 'antd'
import { type ReactNode, type Ref, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Zoom } from './useZoom'

export function ZoomButtons({ zoom }: { zoom: Zoom }) {
  const { t } = useTranslation()
  return (
    <span className="zv-tools">
      <Button type="text" icon={<ZoomOutOutlined aria-hidden />} aria-label={t('viewer.zoom_out')} onClick={zoom.smaller} />
      <output className="num zv-percent" aria-label={t('viewer.zoom')}>{Math.round(zoom.scale * 100)}%</output>
      <Button type="text" icon={<ZoomInOutlined aria-hidden />} aria-label={t('viewer.zoom_in')} onClick={zoom.larger} />
      <Button type="text" icon={<ColumnWidthOutlined aria-hidden />} aria-label={t('viewer.fit')} aria-pressed={zoom.fits} onClick={zoom.fit} />
    </span>
  )
}

export function PageField({ page, pages, onPage }: { page: number; pages: number; onPage: (page: number) => void }) {
  const { t } = useTranslation()
  const [typed, setTyped] = useState(String(page))
  useEffect(() => setTyped(String(page)), [page])
  const go = () => {
    const wanted = Number(typed)
    if (Number.isInteger(wanted) && wanted >= 1 && wanted <= pages) onPage(wanted)
    else setTyped(String(page))
  }
  return (
    <span className="zv-tools">
      <Button type="text" icon={<UpOutlined aria-hidden />} aria-label={t('viewer.previous')} onClick={() => onPage(Math.max(1, page - 1))} />
      <Input className="zv-page-field" size="small" inputMode="numeric" aria-label={t('viewer.page')} value={typed}
        onChange={(event) => setTyped(event.target.value)} onPressEnter={go} onBlur={go} />
      <span className="num" data-testid="pages">/ {pages}</span>
      <Button type="text" icon={<DownOutlined aria-hidden />} aria-label={t('viewer.next')} onClick={() => onPage(Math.min(pages, page + 1))} />
    </span>
  )
}

export interface Searching {
  /** How many places were found; null before the first search. */
  found: number | null
  /** From 0. */
  at: number
  /** Pages read so far, while the text is being read. */
  reading: number | null
}

export function SearchField({ field, state, onSearch, onStep }: {
  field: Ref<InputRef>
  state: Searching
  onSearch: (words: string) => void
  onStep: (by: 1 | -1) => void
}) {
  const { t } = useTranslation()
  const [words, setWords] = useState('')
  const [asked, setAsked] = useState('')
  const said = state.reading !== null
    ? t('viewer.search.reading', { n: state.reading })
    : state.found === null ? '' : state.found === 0 ? t('viewer.search.none') : t('viewer.search.at', { at: state.at + 1, n: state.found })
  const go = (by: 1 | -1) => {
    if (words.trim() === '') return
    if (words === asked && state.found !== null) onStep(by)
    else {
      setAsked(words)
      onSearch(words)
    }
  }
  return (
    <span className="zv-tools zv-search" role="search">
      <Input ref={field} size="small" prefix={<SearchOutlined aria-hidden />} value={words} aria-label={t('viewer.search.label')}
        placeholder={t('viewer.search.label')} onChange={(event) => setWords(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
          event.preventDefault()
          go(event.shiftKey ? -1 : 1)
        }} />
      <Button type="text" size="small" icon={<UpOutlined aria-hidden />} aria-label={t('viewer.search.previous')} onClick={() => go(-1)} />
      <Button type="text" size="small" icon={<DownOutlined aria-hidden />} aria-label={t('viewer.search.next')} onClick={() => go(1)} />
      <output className="zr-sub num" aria-live="polite">{said}</output>
    </span>
  )
}

export function Bar({ children, end }: { children?: ReactNode; end: ReactNode }) {
  return (
    <div className="zv-bar">
      {children}
      <span className="zv-end">{end}</span>
    </div>
  )
}
