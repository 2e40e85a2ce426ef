// @vitest-environment jsdom
/** An act ends in fresh lists; its refusal is told to whoever stayed, and to whoever left. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, renderHook } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Problem } from '../../api/problem'
import { hearLate } from '../late'
import { useActing } from '../useActing'

const client = new QueryClient()
const around = ({ children }: { children: ReactNode }) => <QueryClientProvider client={client}>{children}</QueryClientProvider>
const heard = vi.fn<(code: string) => void>()
const refused = () => Promise.reject(new Problem(409, { code: 'stale' }))
const acting = () => renderHook(() => useActing(['lists'], ['others']), { wrapper: around })
let end: () => void

beforeEach(() => { end = hearLate(({ problem }) => heard(problem.code)) })
afterEach(() => { cleanup(); end(); heard.mockReset() })

it('reads again what it changes', async () => {
  client.setQueryData(['lists'], 1)
  client.setQueryData(['others'], 1)
  const { result } = acting()
  expect(await result.current(Promise.resolve('done'))).toBe('done')
  expect(['lists', 'others'].map((key) => client.getQueryState([key])?.isInvalidated)).toEqual([true, true])
})

it('leaves a refusal to the form that is there', async () => {
  const { result } = acting()
  await expect(result.current(refused())).rejects.toThrow('Problem')
  expect(heard).not.toHaveBeenCalled()
})

it('tells of a refusal whose form has gone', async () => {
  const { result, unmount } = acting()
  unmount()
  await expect(result.current(refused())).rejects.toThrow('Problem')
  expect(heard.mock.calls.flat()).toEqual(['stale'])
})
