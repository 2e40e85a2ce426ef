// @vitest-environment jsdom
/** A decision on what changed meanwhile: each field with both values, and one way on. */
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { afterEach, beforeAll, expect, it, vi } from 'vitest'
import { Problem } from '../../../../api/problem'
import zh from '../../../../locales/zh-CN.json'
import StaleOffer, { isReplaced } from '../components/StaleOffer'
import own from '../locales/zh-CN.json'

beforeAll(() => i18next.use(initReactI18next).init({ lng: 'zh-CN', resources: { 'zh-CN': { translation: { ...zh, ...own } } }, interpolation: { escapeValue: false } }))
afterEach(cleanup)

const gone = (facts: object) => new Problem(409, { code: 'lending.offer_gone', title: '', ...facts })

it('shows what the newer offer changes, in words, and lets the reader take it', () => {
  const take = vi.fn()
  render(<StaleOffer onTake={take} error={gone({ offer_version: 2, differences: [
    { field: 'amount_fen', before: 300_000_000, after: 150_000_000 },
    { field: 'rate_bp', before: 365, after: 400 },
    { field: 'conditions', before: [], after: ['追加保证', '按月结息'] },
    { field: 'guarantee_required', before: false, after: true },
  ] })} />)
  const said = screen.getByRole('alert').textContent ?? ''
  expect(said).toContain('300 万元 → 150 万元')
  expect(said).toContain('3.65% → 4.00%')
  expect(said).toContain('— → 追加保证；按月结息')
  expect(said).toContain('否 → 是')
  fireEvent.click(screen.getByRole('button', { name: own.lending_enterprise.loan.stale.take }))
  expect(take).toHaveBeenCalledOnce()
})

it('is an ordinary refusal where no offer stands', () => {
  expect(isReplaced(gone({}))).toBe(false)
  expect(isReplaced(gone({ offer_version: 2 }))).toBe(true)
  expect(isReplaced(null)).toBe(false)
})
