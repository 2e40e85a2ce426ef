/** A document that is edited place by place: read, put, drop, rename, and what is wrong where. */
import { asProblem, hasWords, sentenceFor } from '../../../api/problem'

export type Json = string | number | boolean | null | Json[] | { [key: string]: Json }
export type Doc = { [key: string]: Json }

/** What a check found, at a place in the document. */
export interface Fault {
  path: string
  text: string
}

const steps = (path: string) => path.split('.')

export function at(doc: Json | undefined, path: string): Json | undefined {
  let found: Json | undefined = doc
  for (const step of steps(path)) {
    if (found === null || typeof found !== 'object') return undefined
    found = Array.isArray(found) ? found[Number(step)] : found[step]
  }
  return found
}

export const rowsAt = (doc: Json, path: string): Json[] => {
  const found = at(doc, path)
  return Array.isArray(found) ? found : []
}

export const keysAt = (doc: Json, path: string): string[] => {
  const found = at(doc, path)
  return found !== null && typeof found === 'object' && !Array.isArray(found) ? Object.keys(found) : []
}

function changed(doc: Json | undefined, [step, ...rest]: string[], change: (old: Json | undefined) => Json | undefined): Json {
  const key = step as string
  if (Array.isArray(doc)) {
    const place = Number(key)
    const next = rest.length ? changed(doc[place], rest, change) : change(doc[place])
    return next === undefined ? doc.filter((_, n) => n !== place) : Object.assign([...doc], { [place]: next })
  }
  const old = doc !== null && typeof doc === 'object' ? doc : {}
  const next = rest.length ? changed(old[key], rest, change) : change(old[key])
  if (next !== undefined) return { ...old, [key]: next }
  return Object.fromEntries(Object.entries(old).filter(([name]) => name !== key))
}

export const put = (doc: Doc, path: string, value: Json): Doc => changed(doc, steps(path), () => value) as Doc
export const drop = (doc: Doc, path: string): Doc => changed(doc, steps(path), () => undefined) as Doc
export const push = (doc: Doc, path: string, value: Json): Doc => put(doc, path, [...rowsAt(doc, path), value])

/** The key keeps its place in the order. */
export function rename(doc: Doc, path: string, from: string, to: string): Doc {
  const old = at(doc, path)
  if (old === null || typeof old !== 'object' || Array.isArray(old) || to in old) return doc
  return put(doc, path, Object.fromEntries(Object.entries(old).map(([key, value]) => [key === from ? to : key, value])))
}

type Translate = (key: string, options?: Record<string, unknown>) => string

/**
 * A shape that may be one of several is told of each: what is told of a law or a part other than the document's own is left out,
 * and the name of the shape is no place in the document.
 */
function placeOf(path: string, doc: Json | undefined): string | null {
  const law = /^(.*)\.tuple\[[^\]]*literal\['(\w+)'\][^\]]*\]\.(\d+)$/.exec(path)
  if (law) return at(doc, `${law[1]}.1`) === law[2] ? `${law[1]}.${law[3]}` : null
  return path.replace(/^(parts\.\d+)\.(liability|rights|guarantee)(?=\.)/, '$1')
}

/** Every fault that a refusal tells, by its place in the document, below `root`. */
export function faultsOf(error: unknown, root: string, t: Translate, doc?: Json): Fault[] {
  if (!error) return []
  const problem = asProblem(error)
  const below = (path: string) => (path === root ? '' : path.startsWith(`${root}.`) ? path.slice(root.length + 1) : path)
  const told = problem.facts.problems as { code: string; path: string; detail: string }[] | undefined
  if (told) {
    return told.map(({ code, path, detail }) => {
      const words = t(`insurance.fault.${code}`, { defaultValue: '' })
      return { path: below(path), text: t('common.lang') === 'en' ? detail : words || detail }
    })
  }
  if (problem.errors.length > 0) return problem.errors.flatMap(({ key, message }) => {
    const path = placeOf(below(key), doc)
    return path === null ? [] : [{ path, text: message }]
  })
  const path = typeof problem.facts.path === 'string' ? below(problem.facts.path) : ''
  const words = sentenceFor(problem.code, t, problem.facts)
  return [{ path, text: t('common.lang') === 'en' && problem.detail && hasWords(problem.code, t) && path ? problem.detail : words }]
}

/** Faults of this place itself, or of what is below it. */
export const faultsAt = (faults: readonly Fault[], path: string, deep = false): Fault[] =>
  faults.filter((each) => each.path === path || (deep && each.path.startsWith(`${path}.`)))

/** `12,000.50` in units of `scale` → whole hundredths; what is no such number stays as it was typed. */
export function scaled(text: string, digits: number): Json {
  const plain = text.normalize('NFKC').replace(/[\s,]/g, '')
  if (!new RegExp(`^-?\\d{1,13}(\\.\\d{1,${digits}})?$`).test(plain)) return text
  const [whole = '', rest = ''] = plain.replace('-', '').split('.')
  return Number(`${plain.startsWith('-') ? '-' : ''}${whole}${rest.padEnd(digits, '0')}`)
}

/** Whole hundredths → text, without a tail of zeros. */
export function unscaled(value: Json | undefined, digits: number): string {
  if (typeof value !== 'number' || !Number.isInteger(value)) return value === undefined || value === null ? '' : String(value)
  const plain = String(Math.abs(value)).padStart(digits + 1, '0')
  const rest = plain.slice(-digits).replace(/0+$/, '')
  return `${value < 0 ? '-' : ''}${plain.slice(0, -digits)}${rest && `.${rest}`}`
}
