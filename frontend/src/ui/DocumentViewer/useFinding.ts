/** Search through texts that are there already: those of a sheet, or of one long text. */
import { useMemo, useState } from 'react'
import { type Hit, find } from './find'

/** A match that begins in one piece and ends in the next would be none: pieces are apart. */
const APART = '\u0001'

/** `pages` are the pieces of each page; spans of the hits name them by their place. */
export function useFinding(pages: readonly (readonly string[])[], goTo: (hit: Hit) => void) {
  const [asked, setAsked] = useState('')
  const [at, setAt] = useState(0)
  const kept = useMemo(() => pages.map((pieces) => pieces.flatMap((piece) => [piece, APART])), [pages])
  const hits = useMemo(() => find(kept, asked).map((hit) => ({ ...hit, spans: hit.spans.map((span) => ({ ...span, item: span.item / 2 })) })), [kept, asked])
  const look = (words: string) => {
    setAsked(words)
    setAt(0)
    const first = find(kept, words)[0]
    if (first) goTo(first)
  }
  const step = (by: 1 | -1) => {
    const next = (at + by + hits.length) % Math.max(1, hits.length)
    setAt(next)
    if (hits[next]) goTo(hits[next])
  }
  return { hits, found: asked === '' ? null : hits.length, at, reading: null, look, step }
}
