/** The district's lists as workbooks: every row of what is shown, with the filters on the first sheet. */
import { api, ok } from '../../api/client'
import type { operations } from '../../api/schema'
import type { Part } from './months'
import type { Choice } from './queries'
import { type LibraryAsked, STANDINGS } from './stated'

export type WaitingStage = NonNullable<NonNullable<operations['exportUnverified']['parameters']['query']>['stage']>

export const saveEntries = (code: string, query: Choice) =>
  ok(api.GET('/api/v1/targets/{code}/entries.xlsx', { params: { path: { code }, query }, parseAs: 'blob' })) as Promise<Blob>

export const saveSheetLines = (code: string, month: string, part: Part) =>
  ok(api.GET('/api/v1/targets/{code}/months/{month}/lines.xlsx', { params: { path: { code, month }, query: { part } }, parseAs: 'blob' })) as Promise<Blob>

export const saveStatements = (code: string, known?: string) =>
  ok(api.GET('/api/v1/targets/{code}/statements.xlsx', { params: { path: { code }, query: { as_known_on: known } }, parseAs: 'blob' })) as Promise<Blob>

export const saveLibrary = ({ known, tier, standing, text }: LibraryAsked) =>
  ok(api.GET('/api/v1/cultivation-library/firms.xlsx', {
    params: { query: { as_known_on: known, tier: tier || undefined, standing: STANDINGS.find((each) => each === standing), text: text || undefined } },
    parseAs: 'blob',
  })) as Promise<Blob>

/** `by`: what the text is looked for in. */
export const saveRegister = (by: string, text: string, known?: string) =>
  ok(api.GET('/api/v1/register/export.xlsx', { params: { query: { ...(text ? { [by]: text } : {}), as_known_on: known } }, parseAs: 'blob' })) as Promise<Blob>

export const saveWaiting = (stage: WaitingStage | undefined, text: string, known?: string) =>
  ok(api.GET('/api/v1/registrations/unverified.xlsx', { params: { query: { stage, text: text || undefined, as_known_on: known } }, parseAs: 'blob' })) as Promise<Blob>

export const saveOverseas = (known?: string) =>
  ok(api.GET('/api/v1/patent-coverage/overseas-grants.xlsx', { params: { query: { as_known_on: known } }, parseAs: 'blob' })) as Promise<Blob>

export const saveHighValue = (known?: string) =>
  ok(api.GET('/api/v1/patent-coverage/high-value-patents.xlsx', { params: { query: { as_known_on: known } }, parseAs: 'blob' })) as Promise<Blob>
