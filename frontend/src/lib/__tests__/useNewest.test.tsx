// @vitest-environment jsdom
/** Which of several answers counts. */
import { cleanup, renderHook } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { useNewest } from '../useNewest'

afterEach(cleanup)

it('counts the last that was asked, and none after whoever asked has left', () => {
  const { result, unmount } = renderHook(() => useNewest())
  const first = result.current()
  expect(first()).toBe(true)
  const second = result.current()
  expect([first(), second()]).toEqual([false, true])
  unmount()
  expect(second()).toBe(false)
})
