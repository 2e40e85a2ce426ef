// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import i18n, { words } from '../../app/i18n'
import { Problem } from '../../api/problem'
import FormProblem from '../FormProblem'
import StaleDecision from '../StaleDecision'

beforeEach(async () => {
  await words('zh-CN')
  await i18n.changeLanguage('zh-CN')
})
afterEach(cleanup)

const changed = new Problem(409, {
  code: 'appraisal.quote_changed', title: 'changed',
  differences: [{ field: 'fee_fen', before: 5_000_000, after: 6_000_000 }, { field: 'approaches', before: ['income'], after: ['market'] }],
})

test('what changed is told field by field, and taken with one button', () => {
  const take = vi.fn()
  render(<StaleDecision error={changed} onTake={take} word={(field, value) => (field === 'approaches' ? `法:${String(value)}` : undefined)} />)
  const [fee, approaches] = screen.getAllByRole('listitem').map((each) => each.textContent)
  expect(fee).toContain('评估费')
  expect(fee).toContain('→')
  expect(approaches).toContain('法:income → 法:market')
  fireEvent.click(screen.getByRole('button'))
  expect(take).toHaveBeenCalledOnce()
})

test('any other refusal is shown as in every form', () => {
  render(<StaleDecision error={new Problem(409, { code: 'appraisal.quote_lapsed', title: 'x' })} onTake={vi.fn()} />)
  expect(screen.getByRole('alert').textContent).toContain('报价有效期已过')
  expect(screen.queryByRole('button')).toBeNull()
})

test('without a refusal there is nothing', () => {
  const { container } = render(<StaleDecision error={null} onTake={vi.fn()} />)
  expect(container.textContent).toBe('')
})

test('a plain form names the difference too', () => {
  render(<FormProblem error={changed} />)
  expect(screen.getAllByRole('listitem')).toHaveLength(2)
})
