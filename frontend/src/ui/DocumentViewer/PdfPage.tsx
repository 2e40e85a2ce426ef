/** One page of a PDF, drawn when it comes near the window and forgotten when it has left. */
import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Hit } from './find'
import type { Rectangle } from './model'
import PageLayer, { boxStyle } from './PageLayer'
import { type PDFDocumentProxy, TextLayer } from './pdf'

export interface Size {
  width: number
  height: number
}

interface Props {
  pdf: PDFDocumentProxy
  n: number
  scale: number
  /** Of a page whose own size is not known yet, at scale 1. */
  usual: Size
  hits: readonly Hit[]
  current: Hit | null
}

/** A picture larger than this is drawn less sharply. */
const MOST_PIXELS = 16_777_216
const NEAR = '800px 0px'

export default function PdfPage({ pdf, n, scale, usual, hits, current }: Props) {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  const canvas = useRef<HTMLCanvasElement>(null)
  const words = useRef<HTMLDivElement>(null)
  const near = useNear(box)
  const [size, setSize] = useState(usual)
  const [pieces, setPieces] = useState<readonly HTMLElement[]>([])

  useEffect(() => {
    const [picture, text] = [canvas.current, words.current]
    if (!near || !picture || !text) return undefined
    let gone = false
    const stops: (() => void)[] = []
    const draw = async () => {
      const page = await pdf.getPage(n)
      if (gone) return
      const { width, height } = page.getViewport({ scale: 1 })
      setSize({ width, height })
      const viewport = page.getViewport({ scale })
      const sharp = Math.min(devicePixelRatio || 1, Math.sqrt(MOST_PIXELS / (viewport.width * viewport.height)))
      picture.width = Math.floor(viewport.width * sharp)
      picture.height = Math.floor(viewport.height * sharp)
      const drawing = page.render({ canvas: picture, viewport, transform: [sharp, 0, 0, sharp, 0, 0] })
      stops.push(() => drawing.cancel())
      await drawing.promise
      if (gone) return
      const layer = new TextLayer({ textContentSource: page.streamTextContent(), container: text, viewport })
      stops.push(() => layer.cancel())
      await layer.render()
      if (!gone) setPieces(layer.textDivs)
    }
    // A page that was left while it was drawn, or whose bytes were refused: the viewer says so.
    draw().catch(() => undefined)
    return () => {
      gone = true
      stops.forEach((stop) => stop())
      text.replaceChildren()
      picture.width = 0
      picture.height = 0
      setPieces([])
    }
  }, [near, pdf, n, scale])

  const style = { width: size.width * scale, height: size.height * scale, '--total-scale-factor': scale }
  return (
    <div ref={box} className="zv-page" data-page={n} role="group" aria-label={t('viewer.page_n', { n })} style={style as React.CSSProperties}>
      <canvas ref={canvas} aria-hidden />
      <div ref={words} className="zv-text textLayer" />
      <Found pieces={pieces} hits={hits} current={current} page={box} />
      <PageLayer page={n} />
    </div>
  )
}

function useNear(box: React.RefObject<HTMLElement | null>) {
  const [near, setNear] = useState(false)
  useEffect(() => {
    const element = box.current
    if (!element) return undefined
    const watch = new IntersectionObserver((entries) => setNear(entries.at(-1)?.isIntersecting ?? false), {
      root: element.closest('.zv-scroll'), rootMargin: NEAR,
    })
    watch.observe(element)
    return () => watch.disconnect()
  }, [box])
  return near
}

/** Boxes over the words that were looked for; the one that one stands at comes into sight. */
function Found({ pieces, hits, current, page }: {
  pieces: readonly HTMLElement[]
  hits: readonly Hit[]
  current: Hit | null
  page: React.RefObject<HTMLElement | null>
}) {
  const [boxes, setBoxes] = useState<{ box: Rectangle; now: boolean }[]>([])
  const now = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => {
    const whole = page.current?.getBoundingClientRect()
    if (!whole || pieces.length === 0) return setBoxes([])
    setBoxes(hits.flatMap((hit) => hit.spans.flatMap((span) => {
      const text = pieces[span.item]?.firstChild
      if (!text) return []
      const range = document.createRange()
      range.setStart(text, Math.min(span.from, text.textContent?.length ?? 0))
      range.setEnd(text, Math.min(span.to, text.textContent?.length ?? 0))
      const found = range.getBoundingClientRect()
      const box = {
        x: (found.left - whole.left) / whole.width, y: (found.top - whole.top) / whole.height,
        width: found.width / whole.width, height: found.height / whole.height,
      }
      return [{ box, now: hit === current }]
    })))
  }, [pieces, hits, current, page])
  useEffect(() => { now.current?.scrollIntoView({ block: 'center' }) }, [boxes])
  const first = boxes.findIndex((each) => each.now)
  return boxes.map(({ box, now: chosen }, n) => (
    <div key={n} ref={n === first ? now : undefined} className="zv-found" data-now={chosen} style={boxStyle(box)} />
  ))
}
