import { describe, expect, it } from 'vitest'
import { type Application, type Inquiry, type Licence, tasksOf, waitingOf } from '../model'

const application = (id: string, facts: Partial<Application>) =>
  ({
    id, allowed_actions: [], lender: { id: 'b', name: '甲银行' }, open_request: null, offer: null, clock: null,
    return_reason: null, ...facts,
  }) as unknown as Application

const nothing = { applications: [], pledges: [], kyb: undefined, suggestions: 0, papers: 0, inquiries: [], licences: [] }

describe('what needs the firm', () => {
  it('comes with the nearest day first, without a day at the end', () => {
    const found = {
      ...nothing,
      applications: [
        application('draft', { state: 'draft', allowed_actions: ['submission'] }),
        application('offer', { state: 'offered', offer: { state: 'open', valid_until: '2026-12-16' } as Application['offer'] }),
        application('ask', { state: 'waiting', open_request: { answer_by: '2026-12-03', items: [] } as unknown as Application['open_request'] }),
      ],
      suggestions: 12,
      papers: 2,
      inquiries: [
        { id: 'terms', allowed_actions: ['agreement'], own_side: 'asker', licensor: '甲', asker: '乙' } as unknown as Inquiry,
        { id: 'theirs', allowed_actions: ['message'], own_side: 'asker' } as unknown as Inquiry,
      ],
      licences: [{ id: 'recordal', number: 'LL-1', recordal_due_on: '2026-12-05' } as Licence],
    }
    expect(tasksOf(found).map((task) => task.key)).toEqual(['papers', 'ask', 'recordal', 'offer', 'draft', 'terms', 'suggestions'])
  })
  it('does not hold what lies with the bank', () => {
    const found = { ...nothing, applications: [application('1', { state: 'in_review' })] }
    expect(tasksOf(found)).toEqual([])
    expect(waitingOf(found).map((item) => item.who)).toEqual(['review'])
  })
})
