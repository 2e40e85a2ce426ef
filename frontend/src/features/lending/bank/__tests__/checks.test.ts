// @vitest-environment jsdom
import { describe, expect, it } from 'vitest'
import { type Check, countOf, itemsOf, needsReason } from '../checks'

const check = (document_id: string, state: Check['state']): Check =>
  ({ document_id, state, reason: '', page: 2, member_name: 'A', checked_at: '2026-01-01T00:00:00Z', earlier: 0 })

describe('itemsOf', () => {
  it('takes what nobody looked at for unseen, and leaves out what is not of the application', () => {
    const items = itemsOf([{ id: 'a' }, { id: 'b' }], [check('b', 'conforms'), check('c', 'differs')])
    expect(items.map((item) => [item.document.id, item.state])).toEqual([['a', 'unseen'], ['b', 'conforms']])
    expect(countOf(items)).toEqual({ n: 2, unseen: 1, conforms: 1, differs: 0, not_applicable: 0 })
  })
})

describe('needsReason', () => {
  it('asks why a document does not count', () => {
    expect((['unseen', 'conforms', 'differs', 'not_applicable'] as const).map(needsReason)).toEqual([false, false, true, true])
  })
})
