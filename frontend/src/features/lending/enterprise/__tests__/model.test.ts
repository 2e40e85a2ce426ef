import { describe, expect, it } from 'vitest'
import { type Application, bestOffer, closesWith, grouped, pathOf } from '../model'

const application = (id: string, state: string, rights: string[], rate?: number) =>
  ({
    id, state, rights: rights.map((right) => ({ id: right, label: '', title: '', kind: 'invention' })),
    offer: rate === undefined ? null : { state: 'open', rate_bp: rate },
  }) as unknown as Application

describe('an acceptance', () => {
  it('closes open applications that share a right, and no others', () => {
    const mine = application('1', 'offered', ['a', 'b'])
    const others = [
      mine, application('2', 'in_review', ['b']), application('3', 'submitted', ['c']), application('4', 'draft', ['a']),
    ]
    expect(closesWith(mine, others).map((each) => each.id)).toEqual(['2'])
  })
})

describe('the best offer', () => {
  it('is marked only where two differ', () => {
    const rate = (offer: { rate_bp: number }) => offer.rate_bp
    expect(bestOffer([application('1', 'offered', [], 365)], rate, 'low')).toBeNull()
    expect(bestOffer([application('1', 'offered', [], 365), application('2', 'offered', [], 365)], rate, 'low')).toBeNull()
    expect(bestOffer([application('1', 'offered', [], 365), application('2', 'offered', [], 350)], rate, 'low')).toBe(1)
  })
})

describe('the way of an application', () => {
  it('stands at review while it waits, and is left where it was refused', () => {
    expect(pathOf('waiting')).toMatchObject({ at: 2, left: false })
    expect(pathOf('refused')).toMatchObject({ at: 3, left: true })
  })
})

it('shows a hash in groups that can be read aloud', () => {
  expect(grouped('0123456789abcdef')).toBe('01234567 89abcdef')
})
