// @vitest-environment jsdom
import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { enter, SESSION } from '../../app/session'
import { queryClient } from '../../api/query'
import { type Session, SessionContext } from '../permissions'
import { useKeptDraft } from '../useKeptDraft'

const session = (id: string) => ({ csrf_token: 'c', member: { id, name: id, roles: [] } }) as unknown as Session
const WANG = session('wang')
const LI = session('li')

function Form() {
  const kept = useKeptDraft('need.new', '')
  return <input aria-label="note" value={kept.value} onChange={() => undefined} onClick={() => kept.set('Wang wrote this')} />
}

function open(reader: Session) {
  cleanup()
  render(<SessionContext.Provider value={reader}><Form /></SessionContext.Provider>)
  return screen.getByLabelText<HTMLInputElement>('note')
}

function type(reader: Session) {
  const field = open(reader)
  act(() => field.click())
}

beforeEach(() => localStorage.clear())
afterEach(cleanup)

describe('a draft', () => {
  it('is found again by whoever wrote it, also after the session has ended', () => {
    type(WANG)
    expect(open(WANG).value).toBe('Wang wrote this')
  })

  it('is not shown to the next person at the same machine', () => {
    type(WANG)
    expect(open(LI).value).toBe('')
  })

  it('is gone from the machine once its writer signs out; those of others stay', () => {
    type(WANG)
    type(LI)
    queryClient.setQueryData(SESSION, WANG)
    act(() => enter(null))
    expect(open(WANG).value).toBe('')
    expect(open(LI).value).toBe('Wang wrote this')
  })
})
