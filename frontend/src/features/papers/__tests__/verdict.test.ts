import { describe, expect, it } from 'vitest'
import { type Answer, type PublicPaper, verdictOf } from '../public/verdict'

const paper = (number: string, state: PublicPaper['state'] = 'signed'): PublicPaper => ({
  number, state, kind: 'pledge_contract', issued_on: '2026-11-24', sha256: 'a'.repeat(64), issuer_name: '知融', demonstration: true,
})
const unknown: Answer = { answer: 'unknown', paper: null, document: null }
const of = (found: PublicPaper): Answer => ({ answer: 'paper', paper: found, document: null })

describe('what a stranger is told', () => {
  it('calls an issued paper genuine, with its number or without', () => {
    expect(verdictOf(of(paper('ZR-1')), undefined)).toEqual({ key: 'genuine', tone: 'success' })
    expect(verdictOf(of(paper('ZR-1')), paper('ZR-1')).key).toBe('genuine')
  })

  it('never calls a lapsed or refused paper simply genuine', () => {
    for (const state of ['lapsed', 'refused'] as const) expect(verdictOf(of(paper('ZR-1', state)), undefined)).toEqual({ key: 'void', tone: 'warning' })
  })

  it('notices the genuine paper of another number', () => {
    expect(verdictOf(of(paper('ZR-2')), paper('ZR-1')).key).toBe('other')
  })

  it('speaks of an alteration only where a number was given', () => {
    expect(verdictOf(unknown, paper('ZR-1'))).toEqual({ key: 'altered', tone: 'danger' })
    expect(verdictOf(unknown, undefined)).toEqual({ key: 'unknown', tone: 'neutral' })
  })

  it('says of a public document that its owner, not the platform, stands for it', () => {
    const answer: Answer = { answer: 'document', paper: null, document: { owner_name: '甲', kind: 'appraisal', published_at: '2026-11-24T00:00:00Z' } }
    expect(verdictOf(answer, undefined)).toEqual({ key: 'document', tone: 'info' })
  })
})
