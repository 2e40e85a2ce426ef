/** The district's lists as workbooks: every row of what is shown, with the filters on the first sheet. */
import { api, ok } from '../../api/client'
import type { Part } from './months'
import type { Choice, WaitingAsked } from './queries'
import { type LibraryAsked, STANDINGS } from './stated'

export const saveEntries = (code: string, query: Choice, format: 'csv' | 'xlsx') =>
  ok(api.GET(format === 'csv' ? '/api/v1/targets/{code}/entries.csv' : '/api/v1/targets/{code}/entries.xlsx', { params: { path: { code }, query }, parseAs: 'blob' })) as Promise<Blob>

export const saveSheetLines = (code: string, month: string, part: Part) =>
  ok(api.GET('/api/v1/targets/{code}/months/{month}/lines.xlsx', { params: { path: { code, month }, query: { part } }, parseAs: 'blob' })) as Promise<Blob>

export const saveStatements = (code: string, known?: string) =>
  ok(api.GET('/api/v1/targets/{code}/statements.xlsx', { params: { path: { code }, query: { as_known_on: known } }, parseAs: 'blob' })) as Promise<Blob>

export const libraryFilters = ({ known, tier, standing, text }: LibraryAsked) =>
  ({ as_known_on: known, tier: tier || undefined, standing: STANDINGS.find((each) => each === standing), text: text || undefined })

export const saveLibrary = (asked: LibraryAsked) =>
  ok(api.GET('/api/v1/cultivation-library/firms.xlsx', { params: { query: libraryFilters(asked) }, parseAs: 'blob' })) as Promise<Blob>

/** `by`: what the text is looked for in. */
export const saveRegister = (by: string, text: string, known?: string) =>
  ok(api.GET('/api/v1/register/export.xlsx', { params: { query: { ...(text ? { [by]: text } : {}), as_known_on: known } }, parseAs: 'blob' })) as Promise<Blob>

export const saveWaiting = (query: WaitingAsked) =>
  ok(api.GET('/api/v1/registrations/unverified.xlsx', { params: { query }, parseAs: 'blob' })) as Promise<Blob>

export const saveMonths = (code: string) =>
  ok(api.GET('/api/v1/targets/{code}/months/export.xlsx', { params: { path: { code } }, parseAs: 'blob' })) as Promise<Blob>

export const savePartReports = (code: string) =>
  ok(api.GET('/api/v1/targets/{code}/parts/reports.xlsx', { params: { path: { code } }, parseAs: 'blob' })) as Promise<Blob>

export const saveTierVersions = () =>
  ok(api.GET('/api/v1/cultivation-library/tiers/versions.xlsx', { parseAs: 'blob' })) as Promise<Blob>

export const saveAwards = (state?: string) =>
  ok(api.GET('/api/v1/patent-awards/export.xlsx', { params: { query: { state: state as 'stated' | undefined } }, parseAs: 'blob' })) as Promise<Blob>

export const saveOverseas = (known?: string) =>
  ok(api.GET('/api/v1/patent-coverage/overseas-grants.xlsx', { params: { query: { as_known_on: known } }, parseAs: 'blob' })) as Promise<Blob>

export const saveHighValue = (known?: string) =>
  ok(api.GET('/api/v1/patent-coverage/high-value-patents.xlsx', { params: { query: { as_known_on: known } }, parseAs: 'blob' })) as Promise<Blob>
