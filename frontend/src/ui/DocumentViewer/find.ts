/**
 * Finding words in the text of pages as PDFs store it: radicals for characters, full-width forms,
 * spaces and line ends inside words. Pure: texts in, places out.
 *
 * NFKC turns Kangxi radicals (U+2F00…) into characters; those of the supplement (U+2E80…) it leaves,
 * they are mapped as Unicode's EquivalentUnifiedIdeograph says.
 */
import radicals from './radicals.json'

const RADICALS = radicals as Record<string, string>

/** A place in the text of a page: the piece (as the page holds it) and UTF-16 offsets in it. */
export interface Span {
  item: number
  from: number
  to: number
}

export interface Hit {
  /** From 1. */
  page: number
  spans: Span[]
}

/** A character as it is compared; '' for white space. */
function foldCharacter(character: string): string {
  const plain = [...character.normalize('NFKC')].map((each) => RADICALS[each] ?? each).join('')
  return plain.toLowerCase().replace(/\s/gu, '')
}

export function fold(text: string): string {
  return [...text].map(foldCharacter).join('')
}

interface Folded {
  text: string
  /** Where each UTF-16 unit of `text` came from. */
  sources: Span[]
}

function foldPage(items: readonly string[]): Folded {
  let text = ''
  const sources: Span[] = []
  items.forEach((item, place) => {
    let from = 0
    for (const character of item) {
      const to = from + character.length
      const plain = foldCharacter(character)
      for (let unit = 0; unit < plain.length; unit++) sources.push({ item: place, from, to })
      text += plain
      from = to
    }
  })
  return { text, sources }
}

/** One span for each piece that the match touches. */
function joined(sources: readonly Span[]): Span[] {
  const spans: Span[] = []
  for (const source of sources) {
    const last = spans.at(-1)
    if (last?.item === source.item) last.to = Math.max(last.to, source.to)
    else spans.push({ ...source })
  }
  return spans
}

/** Every place where the words stand, page by page; none for words of white space only. */
export function find(pages: readonly (readonly string[])[], words: string): Hit[] {
  const wanted = fold(words)
  if (wanted === '') return []
  return pages.flatMap((items, place) => {
    const { text, sources } = foldPage(items)
    const hits: Hit[] = []
    for (let at = text.indexOf(wanted); at >= 0; at = text.indexOf(wanted, at + wanted.length))
      hits.push({ page: place + 1, spans: joined(sources.slice(at, at + wanted.length)) })
    return hits
  })
}
