import { describe, expect, it } from 'vitest'
import { linesOf, type Paragraph } from '../model'

const said = (...words: string[]): Paragraph[] => words.map((each) => ({ zh: each, en: each.toUpperCase() }))
const told = (before: Paragraph[], after: Paragraph[]) => linesOf(before, after).map(({ mark, paragraph }) => `${{ same: '=', gone: '-', new: '+' }[mark]}${paragraph.zh}`)

describe('two wordings of a notice', () => {
  it('are told apart paragraph by paragraph', () => {
    expect(told(said('a', 'b', 'c'), said('a', 'x', 'c'))).toEqual(['=a', '-b', '+x', '=c'])
    expect(told(said('a', 'b'), said('b', 'a'))).toEqual(['-a', '=b', '+a'])
    expect(told(said('a'), [{ zh: 'a', en: 'other' }])).toEqual(['-a', '+a'])
    expect(told([], said('a'))).toEqual(['+a'])
  })
  it('keep all of both, whatever they are', () => {
    const all = [said('a', 'b', 'c', 'a'), said('c', 'a', 'b'), said(), said('b', 'b', 'a')]
    for (const before of all) {
      for (const after of all) {
        const lines = linesOf(before, after)
        expect(lines.filter(({ mark }) => mark !== 'new').map(({ paragraph }) => paragraph)).toEqual(before)
        expect(lines.filter(({ mark }) => mark !== 'gone').map(({ paragraph }) => paragraph)).toEqual(after)
      }
    }
  })
})
