import { describe, expect, it } from 'vitest'
import { find, fold } from '../find'

describe('fold', () => {
  it('makes characters of Kangxi radicals and of those in the supplement', () => {
    expect(fold('⼊民⺠⻔⻋⾦')).toBe('入民民门车金')
  })
  it('leaves characters alone, and makes full-width forms and capitals plain', () => {
    expect(fold('收入 ＺＬ２０２６')).toBe('收入zl2026')
  })
})

describe('find', () => {
  it('finds 入 written with the radical, and the other way round', () => {
    const pages = [['营业收⼊', '合计'], ['人⺠币']]
    expect(find(pages, '收入')).toEqual([{ page: 1, spans: [{ item: 0, from: 2, to: 4 }] }])
    expect(find(pages, '人民币')).toEqual([{ page: 2, spans: [{ item: 0, from: 0, to: 3 }] }])
    expect(find([['收入']], '收⼊')).toHaveLength(1)
  })
  it('finds words across pieces, lines and spaces', () => {
    expect(find([['专 利权', '', '质 押']], '权质押')).toEqual([
      { page: 1, spans: [{ item: 0, from: 3, to: 4 }, { item: 2, from: 0, to: 3 }] },
    ])
  })
  it('points behind characters beyond the basic plane', () => {
    expect(find([['𠮷田金']], '金')).toEqual([{ page: 1, spans: [{ item: 0, from: 3, to: 4 }] }])
  })
  it('points at the whole of a ligature that stands for several letters', () => {
    expect(find([['oﬃce']], 'fic')).toEqual([{ page: 1, spans: [{ item: 0, from: 1, to: 3 }] }])
  })
  it('finds every place once, and nothing for white space', () => {
    expect(find([['aaaa'], ['b'], ['a a']], 'AA').map((hit) => hit.page)).toEqual([1, 1, 3])
    expect(find([['a b']], '  ')).toEqual([])
  })
})
