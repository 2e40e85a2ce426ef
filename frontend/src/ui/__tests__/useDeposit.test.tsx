// @vitest-environment jsdom
/** A file that comes while its page is being filled in is put beside what was typed meanwhile; its refusal reaches whoever left. */
import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Problem } from '../../api/problem'
import { hearLate } from '../../lib/late'
import { useDeposit } from '../useDeposit'

const answers: { take: (file: unknown) => void; refuse: (problem: unknown) => void }[] = []
vi.mock('../../api/client', () => ({ api: {}, ok: () => undefined, upload: () => new Promise((take, refuse) => { answers.push({ take, refuse }) }) }))

const heard = vi.fn<(code: string) => void>()
let end: () => void
beforeEach(() => { end = hearLate(({ problem }) => heard(problem.code)) })
afterEach(() => { cleanup(); end(); heard.mockReset(); answers.length = 0 })

it('tells what is on the page now of a file that was begun before', async () => {
  const told: string[] = []
  const { result, rerender } = renderHook(({ note }) => useDeposit('other', (file) => told.push(`${file.id} beside ${note}`)), { initialProps: { note: '' } })
  act(() => { void result.current.take(new File(['x'], 'x.pdf')) })
  rerender({ note: 'typed meanwhile' })
  await act(async () => answers[0]?.take({ id: 'file' }))
  expect(told).toEqual(['file beside typed meanwhile'])
  expect(result.current.way).toBeNull()
})

const refused = new Problem(422, { code: 'documents.infected' })

it('leaves a refusal to the box that is there', async () => {
  const { result } = renderHook(() => useDeposit('other', () => undefined))
  act(() => { void result.current.take(new File(['x'], 'x.pdf')) })
  await act(async () => answers[0]?.refuse(refused))
  expect(result.current.error).toBe(refused)
  expect(heard).not.toHaveBeenCalled()
})

it('tells of a refusal whose box has gone', async () => {
  const { result, unmount } = renderHook(() => useDeposit('other', () => undefined))
  act(() => { void result.current.take(new File(['x'], 'x.pdf')) })
  unmount()
  await act(async () => answers[0]?.refuse(refused))
  expect(heard.mock.calls.flat()).toEqual(['documents.infected'])
})
