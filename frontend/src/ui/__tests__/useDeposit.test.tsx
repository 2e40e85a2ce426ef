// @vitest-environment jsdom
/** A file that comes while its page is being filled in is put beside what was typed meanwhile. */
import { act, cleanup, renderHook } from '@testing-library/react'
import { afterEach, expect, it, vi } from 'vitest'
import { useDeposit } from '../useDeposit'

const answers: ((file: unknown) => void)[] = []
vi.mock('../../api/client', () => ({ api: {}, ok: () => undefined, upload: () => new Promise((done) => { answers.push(done) }) }))

afterEach(cleanup)

it('tells what is on the page now of a file that was begun before', async () => {
  const told: string[] = []
  const { result, rerender } = renderHook(({ note }) => useDeposit('other', (file) => told.push(`${file.id} beside ${note}`)), { initialProps: { note: '' } })
  act(() => { void result.current.take(new File(['x'], 'x.pdf')) })
  rerender({ note: 'typed meanwhile' })
  await act(async () => answers[0]?.({ id: 'file' }))
  expect(told).toEqual(['file beside typed meanwhile'])
  expect(result.current.way).toBeNull()
})
