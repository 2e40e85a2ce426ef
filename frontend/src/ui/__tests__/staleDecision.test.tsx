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

const pledge = new Problem(409, {
  code: 'registry.pledge_changed', title: '',
  differences: [
    { field: 'state', before: 'ready', after: 'filed', by: '李同事', at: '2026-11-30T06:05:00+00:00' },
    { field: 'channel', before: null, after: 'online' },
    { field: 'pending:secured_fen', before: null, after: 300_000_000 },
    { field: 'bank_outcome', before: 'confirmed', after: 'mismatch' },
    { field: 'contract_text', before: `${'甲'.repeat(400)}旧${'乙'.repeat(400)}`, after: `${'甲'.repeat(400)}新${'乙'.repeat(400)}` },
  ],
})

test('states, coded values and who changed them are told in words', () => {
  render(<StaleDecision error={pledge} subject="pledge" onTake={vi.fn()} />)
  const [state, channel, pending, outcome, text] = screen.getAllByRole('listitem').map((each) => each.textContent ?? '')
  expect(state).toBe('状态：已签署 → 已提交登记 （李同事，2026-11-30 14:05）')
  expect(channel).toBe('办理途径：— → 网上')
  expect(pending).toBe('审查中的申请 · 被担保债权数额：— → 300 万元')
  expect(outcome).toBe('银行核验：一致 → 不一致')
  expect(text).toContain('甲旧乙')
  expect(text).toContain('甲新乙')
  expect(text!.length).toBeLessThan(300)
})

test('a value that is an object is told by its parts', () => {
  const told = new Problem(409, { code: 'registry.terms_changed', title: '', differences: [{ field: 'pledgor_details', before: { contact: '王' }, after: { contact: '李', phone: '1' } }] })
  render(<StaleDecision error={told} onTake={vi.fn()} />)
  expect(screen.getByRole('listitem').textContent).toBe('出质人资料：王 → 李；1')
})

/** Everything that a refusal may name as changed. */
const NAMED = [
  'state', 'channel', 'filed_on', 'cure_by', 'claim_kind', 'secured_fen', 'loan_reference', 'performance_from', 'performance_to', 'rights', 'attorney',
  'pledgor_details', 'pledgee_details', 'annual_fees', 'disposal', 'invalidation', 'technical_files', 'twin_invention', 'scope', 'agent', 'appraised',
  'contract_text', 'state_owned', 'foreign_party', 'loan_fen', 'pledgor_address', 'pledgee_address', 'pledgor_name', 'pledgee_name', 'grounds', 'warned_on',
  'answer_by', 'registration_number', 'registered_on', 'recording', 'bank_outcome', 'count_outcome', 'changed_on', 'ground', 'assignee', 'request', 'documents',
  'licence', 'statement', 'submitted_at', 'message', 'licence_kind', 'fields', 'territory', 'ends_on', 'price_form', 'lump_fen', 'upfront_fen', 'rate_bp',
  'rate_base', 'minimum_fen', 'starts_on',
]

test.each(['zh-CN', 'en'] as const)('each of them has a name in %s', async (language) => {
  await words(language)
  await i18n.changeLanguage(language)
  expect(NAMED.filter((name) => !i18n.exists(`stale.field.${name}`) && !i18n.exists(`field.${name}`))).toEqual([])
})

test.each(['zh-CN', 'en'] as const)('the title says that it changed, and the text does not say it again: %s', async (language) => {
  await words(language)
  await i18n.changeLanguage(language)
  render(<StaleDecision error={pledge} subject="pledge" onTake={vi.fn()} />)
  const said = screen.getByRole('alert').textContent ?? ''
  expect(said.match(/有改动|since you looked at it/gu)).toHaveLength(1)
})
