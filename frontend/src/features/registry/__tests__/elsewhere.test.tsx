// @vitest-environment jsdom
/** What was registered elsewhere waits for no verification of the bank's, and no term of it is missing. */
import { cleanup, render, screen } from '@testing-library/react'
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { MemoryRouter } from 'react-router'
import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import zh from '../../../locales/zh-CN.json'
import { Registration } from '../components/Registration'
import { Terms } from '../components/Terms'
import own from '../locales/zh-CN.json'
import type { Pledge } from '../model'

vi.mock('../components/TermsForm', () => ({ TermsForm: () => null }))
beforeAll(() =>
  i18next.use(initReactI18next).init({ lng: 'zh-CN', resources: { 'zh-CN': { translation: { ...zh, ...own } } }, interpolation: { escapeValue: false } }),
)
afterEach(cleanup)

const pledge = (made_elsewhere: boolean) => ({
  made_elsewhere, verification: null, count_verification: { outcome: 'confirmed', verifier_name: '蒋核验', verified_at: '2026-11-30T06:00:00Z' },
  counted: true, counted_fen: 100_000_000, allowed_actions: [], terms_version: 1,
  registration: { number: 'Y2026009000171', registered_on: '2026-10-26', warnings: [], notice_document_id: null, recorded_by_name: '冯处长', recorded_at: '2026-10-30T04:00:00Z', recordings: [] },
  parties: { pledgor: { name: '甲', code: null }, pledgee: { name: '乙', code: null } },
  terms: { m1: false, m2: true, m3: false, m4: false, m5: false, listed: [], optional: {}, secured_fen: 100_000_000 },
}) as unknown as Pledge

it.each([[true, 0], [false, 4]])('made elsewhere: %s', (elsewhere, missing) => {
  render(<><Registration pledge={pledge(elsewhere)} /><Terms pledge={pledge(elsewhere)} /></>)
  expect(screen.queryAllByText(own.registry.list.elsewhere)).toHaveLength(elsewhere ? 1 : 0)
  expect(screen.queryAllByText(own.registry.list.verified_no)).toHaveLength(elsewhere ? 0 : 1)
  expect(screen.queryAllByText(own.registry.terms.missing)).toHaveLength(missing)
  expect(screen.getAllByText(own.registry.terms.complete)).toHaveLength(1)
})

it('names of a change its day, its notice and who recorded it, beside the registration', () => {
  const recorded = { recorder_name: '冯处长', recorded_at: '2026-10-30T04:00:00Z', corrects: null, document_name: null }
  const changed = pledge(false)
  Object.assign(changed.registration as object, { recordings: [
    { ...recorded, version: 1, cause: 'registration', effective_on: '2026-10-26', document_id: 'a' },
    { ...recorded, version: 2, cause: 'change', effective_on: '2026-11-20', document_id: 'b', document_name: '变更通知书.pdf', recorder_name: '周敏' },
  ] })
  render(<MemoryRouter><Registration pledge={changed} /></MemoryRouter>)
  expect(screen.getByText(/^登记 2026-10-26 · 冯处长/)).toBeTruthy()
  expect(screen.getByText(/^变更 2026-11-20 · 周敏/)).toBeTruthy()
  expect(screen.getByRole('link', { name: /变更通知书/ }).getAttribute('href')).toBe('/api/v1/documents/b/content')
})
