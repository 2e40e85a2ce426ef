// @vitest-environment jsdom
/** Search in texts that are there already: sheets by their cells, a text as a whole. */
import { act, render, renderHook, screen } from '@testing-library/react'
import { describe, expect, it, vi } from 'vitest'
import FoundText from '../FoundText'
import { useFinding } from '../useFinding'

Element.prototype.scrollIntoView = vi.fn()

const SHEETS = [['货款', '10', '20'], ['专利权⼈', '货款 2']]

describe('what is found in sheets', () => {
  it('is told by page and cell, is never one word of two cells, and comes round', () => {
    const went: number[] = []
    const { result } = renderHook(() => useFinding(SHEETS, (hit) => went.push(hit.page)))
    expect(result.current.found).toBeNull()
    act(() => result.current.look('货款'))
    expect(result.current.hits.map((hit) => [hit.page, hit.spans])).toEqual([
      [1, [{ item: 0, from: 0, to: 2 }]], [2, [{ item: 1, from: 0, to: 2 }]],
    ])
    act(() => result.current.step(1))
    act(() => result.current.step(1))
    expect([went, result.current.at]).toEqual([[1, 2, 1], 0])
    act(() => result.current.look('1020'))
    expect(result.current.found).toBe(0)
    act(() => result.current.look('专利权人'))
    expect(result.current.hits[0]?.page).toBe(2)
  })
})

describe('a cell', () => {
  it('marks each place, and the one that one is at', () => {
    const { result } = renderHook(() => useFinding([['款甲款']], () => undefined))
    act(() => result.current.look('款'))
    const { container } = render(<FoundText text="款甲款" item={0} hits={result.current.hits} now={result.current.hits[1]} />)
    expect(container.textContent).toBe('款甲款')
    expect(screen.getAllByText('款').map((mark) => mark.dataset.now)).toEqual(['false', 'true'])
  })
})
