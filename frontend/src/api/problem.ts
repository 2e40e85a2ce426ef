/** A refusal of the API (RFC 9457), as the pages show it. */
import { formatDateTime } from '../lib/dates'
import { yuanText } from '../lib/fen'
import { figureWords } from '../lib/figureWords'

export type FieldError = { key: string; message: string }

export class Problem extends Error {
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly requestId: string
  readonly errors: FieldError[]
  readonly facts: Record<string, unknown>

  constructor(status: number, body: Record<string, unknown>) {
    super(String(body.title ?? 'Problem'))
    this.name = 'Problem'
    this.status = status
    this.code = String(body.code ?? (status === 0 ? 'offline' : 'http_error'))
    this.detail = String(body.detail ?? '')
    this.requestId = String(body.request_id ?? '')
    this.errors = (body.errors as FieldError[] | undefined) ?? []
    this.facts = body
  }
}

export const offline = () => new Problem(0, { code: 'offline', title: 'offline' })

export function asProblem(error: unknown): Problem {
  return error instanceof Problem ? error : new Problem(0, { code: 'internal', title: String(error) })
}

type Translate = (key: string, options?: Record<string, unknown>) => string

const keyOf = (code: string) => `problem.${code.replaceAll('.', '_')}`

/** Whether the code is worded; the server's own detail is for developers. */
export const hasWords = (code: string, t: Translate): boolean => t(keyOf(code), { defaultValue: '' }) !== ''

/** Amounts as people read them: in yuan, or in the currency that the refusal names. */
function amountsOf(facts: Record<string, unknown>, t: Translate): Record<string, string> {
  const foreign = typeof facts.currency === 'string' && facts.currency !== 'CNY' ? facts.currency : null
  return Object.fromEntries(Object.entries(facts).flatMap(([name, fen]) =>
    name.endsWith('_fen') && typeof fen === 'number' ? [[name, foreign ? `${foreign} ${yuanText(fen)}` : t('common.yuan', { amount: yuanText(fen) })]] : []))
}

/** Moments as people read them. */
function momentsOf(facts: Record<string, unknown>): Record<string, string> {
  return Object.fromEntries(Object.entries(facts).flatMap(([name, at]) => (name.endsWith('_at') && typeof at === 'string' ? [[name, formatDateTime(at)]] : [])))
}

/** A refusal's code in words; codes that have none fall back to what their status means. */
export function sentenceFor(code: string, t: Translate, facts: Record<string, unknown> = {}): string {
  const figure = typeof facts.figure === 'string' ? { figure: figureWords(facts.figure, t) } : {}
  const words = t(keyOf(code), { ...facts, ...amountsOf(facts, t), ...momentsOf(facts), ...figure, defaultValue: '' })
  return words || t('problem.other', { code })
}

/** The name of a field in words, by its path: `pledgors.0.name` is "Pledgors, no. 1, Name". */
export function fieldName(path: string, t: Translate): string {
  const words = path.split('.').map((part) =>
    /^\d+$/.test(part) ? t('field.nth_item', { n: Number(part) + 1 }) : t(`field.${part}`, { defaultValue: part }),
  )
  return words.join(t('common.sep'))
}
