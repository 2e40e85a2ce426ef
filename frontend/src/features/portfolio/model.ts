/** Types of the portfolio and the few decisions the pages make about them. */
import type { Problem } from '../../api/problem'
import type { components } from '../../api/schema'

type Schemas = components['schemas']

export type Asset = Schemas['AssetOut']
export type AssetDetail = Schemas['AssetDetailOut']
export type Suggestion = Schemas['SuggestionOut']
export type ImportRun = Schemas['ImportOut']
export type ImportRow = Schemas['ImportRowOut']
export type Fact = Schemas['FactOut']
export type FieldSources = Schemas['FieldSourcesOut']
export type Quality = Schemas['QualityOut']
export type Word = Schemas['WordOut']
export type FeeYear = Schemas['FeeYearOut']

export const MAX_NUMBERS = 500
export const MAX_FILE_BYTES = 300 * 1024 * 1024

/** Rights that are no patents: each has a register, a number and facts of its own. */
export const APART = ['trademark', 'software', 'work', 'layout'] as const
export const KINDS = ['invention', 'utility_model', 'design', 'foreign', ...APART, 'unknown'] as const
export type Apart = (typeof APART)[number]

export function isApart(kind: string): kind is Apart {
  return (APART as readonly string[]).includes(kind)
}

/** The files of these rights, by the format of their import. */
export const OF_APART: Readonly<Record<string, Apart | undefined>> = {
  trademarks: 'trademark',
  software: 'software',
  works: 'work',
  layouts: 'layout',
}

/** What is stated of each kind, in the order of the form; `true`: it is needed. */
export const STATED: Record<Apart, Record<string, boolean>> = {
  trademark: { mark_classes: true, granted_on: true, filing_on: false, renewed_until: false },
  software: { authorship: true, completed_on: true, granted_on: true, published_on: false, version: false },
  work: { authorship: true, completed_on: true, granted_on: true, published_on: false },
  layout: { completed_on: true, filing_on: true, granted_on: true, exploited_on: false },
}
export const SOURCES = ['register_extract', 'gazette', 'vendor_export', 'declared'] as const
export const PLEDGED = ['true', 'false'] as const
export const SORTS = ['added_at', 'title', 'filing_on', 'expires_on'] as const

/** Pasted text as numbers: one per line, or separated by commas, semicolons or tabs. */
export function numbersIn(text: string): string[] {
  return text
    .split(/[\n\r\t,，;；、]+/u)
    .map((piece) => piece.trim())
    .filter((piece) => piece !== '')
}

/** Whether a right may be used in a financing request as it stands. */
export function isUsable(asset: Asset): boolean {
  return (
    asset.can_be_pledged_at_cnipa &&
    asset.ownership !== 'declared' &&
    !asset.needs.includes('application_number') &&
    !asset.pledged
  )
}

/** A suggestion is chosen from the start unless its term is over. */
export function isChosenAtFirst(suggestion: Suggestion, today: string): boolean {
  return suggestion.expires_on === null || suggestion.expires_on > today
}

/** The number that the refusal itself offers, when it names exactly one. */
export function offeredNumber(row: ImportRow): string | null {
  const found = /^([A-Z0-9.]{8,})\b/u.exec(row.would_pass ?? '')
  if (row.code?.replace('portfolio.', '') !== 'check_digit_wrong' || found === null) return null
  return found[1] ?? null
}

export function isOver(run: ImportRun | undefined): boolean {
  return run !== undefined && (run.state === 'done' || run.state === 'failed')
}

/** What still rests on a right that cannot be removed: the refusal names it. */
export function usesIn(problem: Problem): { kind: string; number: string }[] {
  return problem.code === 'portfolio.asset_in_use' ? (problem.facts.uses as { kind: string; number: string }[]) : []
}

/** Seconds that a run took, or has taken so far. */
export function secondsOf(run: ImportRun, now: number): number {
  const start = Date.parse(run.started_at ?? run.created_at)
  const end = run.ended_at ? Date.parse(run.ended_at) : now
  return Math.max(run.ended_at ? 1 : 0, Math.round((end - start) / 1000))
}

/** Share of the file that has been read, in whole percent; null when it is not known. */
export function percentOf(run: ImportRun): number | null {
  if (run.bytes_total <= 0) return null
  return Math.min(100, Math.floor((run.bytes_read * 100) / run.bytes_total))
}

/** The fee years worth showing first: what is late or due, with one before and four after. */
export function nearFees(fees: FeeYear[]): FeeYear[] {
  const at = fees.findIndex((fee) => ['late', 'due'].includes(fee.state))
  const now = at === -1 ? fees.findIndex((fee) => fee.state === 'ahead') : at
  if (now === -1) return fees.slice(-6)
  return fees.slice(Math.max(0, now - 1), now + 5)
}
