/** What lies over a page: the notes' rectangles, the one that is being drawn, the watermark. */
import { type PointerEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Rectangle, rectangleBetween } from './model'
import { useMarks } from './marks'
import Watermark from './Watermark'

type Point = { x: number; y: number }

const percent = (value: number) => `${value * 100}%`
export const boxStyle = ({ x, y, width, height }: Rectangle) =>
  ({ left: percent(x), top: percent(y), width: percent(width), height: percent(height) })

export default function PageLayer({ page }: { page: number }) {
  const { t } = useTranslation()
  const marks = useMarks()
  return (
    <>
      <Watermark />
      {marks.notes.filter((note) => note.page === page && note.rectangle).map((note) => (
        <button key={note.id} type="button" className="zv-mark" data-chosen={marks.chosen === note.id}
          style={boxStyle(note.rectangle as Rectangle)} title={note.text}
          aria-label={t('viewer.note.on_page', { page, text: note.text })} onClick={() => marks.choose(note)} />
      ))}
      {marks.open?.page === page && marks.open.rectangle && <div className="zv-mark zv-mark-open" style={boxStyle(marks.open.rectangle)} />}
      {marks.drawing && <Drawing page={page} />}
    </>
  )
}

function Drawing({ page }: { page: number }) {
  const marks = useMarks()
  const [from, setFrom] = useState<Point | null>(null)
  const [to, setTo] = useState<Point | null>(null)
  const place = (event: PointerEvent<HTMLElement>): Point => {
    const box = event.currentTarget.getBoundingClientRect()
    return { x: (event.clientX - box.left) / box.width, y: (event.clientY - box.top) / box.height }
  }
  const rectangle = from && to ? rectangleBetween(from, to) : null
  return (
    <div className="zv-drawing" data-testid="drawing"
      onPointerDown={(event) => {
        event.currentTarget.setPointerCapture(event.pointerId)
        setFrom(place(event))
        setTo(null)
      }}
      onPointerMove={(event) => { if (from) setTo(place(event)) }}
      onPointerCancel={() => { setFrom(null); setTo(null) }}
      onPointerUp={(event) => {
        const drawn = from && rectangleBetween(from, place(event))
        setFrom(null)
        setTo(null)
        if (drawn) marks.drawn(page, drawn)
      }}>
      {rectangle && <div className="zv-mark zv-mark-open" style={boxStyle(rectangle)} />}
    </div>
  )
}
