import { describe, expect, it } from 'vitest'
import { readCsv, separatorOf } from '../csv'

/** As Excel writes it. */
const written = (rows: readonly (readonly string[])[]) =>
  rows.map((row) => row.map((cell) => (/["\r\n,]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',')).join('\r\n')

describe('a table written as text', () => {
  it.each([
    ['年度,营业收入\r\n2025,"13,500,000"\r\n', [['年度', '营业收入'], ['2025', '13,500,000']]],
    ['a;b\n1;2', [['a', 'b'], ['1', '2']]],
    ['a\tb\n1\t2\n', [['a', 'b'], ['1', '2']]],
    ['a,b\n"one\ntwo","say ""yes"""', [['a', 'b'], ['one\ntwo', 'say "yes"']]],
    ['a,b\n,\n', [['a', 'b'], ['', '']]],
    ['5" disk,b', [['5" disk', 'b']]],
    ['"never ended,b\nc', [['never ended,b\nc']]],
    ['', []],
  ])('%j', (text, rows) => {
    expect(readCsv(text, false)).toEqual({ name: 'CSV', rows, cut: false })
  })
  it('takes the separator of the first line, not one inside quotes', () => {
    expect([separatorOf('"a,b,c";d'), separatorOf('a')]).toEqual([';', ','])
  })
  it('reads back what was written, whatever the cells hold', () => {
    const cells = ['', '"', '""', 'a', ',', '\n', '\r\n', '收入', '"a"', 'a,"b"\r\n']
    for (let seed = 1; seed <= 200; seed++) {
      const pick = (n: number) => cells[(seed * 7 + n * 13 + ((seed * n) % 5)) % cells.length] as string
      const rows = [['first', 'second', 'third'], ...Array.from({ length: seed % 4 }, (_, n) => [pick(n), pick(n + 1), pick(n + 2) || 'x'])]
      expect(readCsv(written(rows), false).rows).toEqual(rows)
    }
  })
  it('shows 200 rows and 50 columns, leaves half a line out, and says that there is more', () => {
    const many = readCsv(written(Array.from({ length: 201 }, (_, n) => [String(n), 'x'])), false)
    expect([many.rows.length, many.cut]).toEqual([200, true])
    const wide = readCsv(Array.from({ length: 51 }, () => 'x').join(','), false)
    expect([wide.rows[0]?.length, wide.cut]).toEqual([50, true])
    expect(readCsv('a,b\n1,2\n3,4 and ha', true)).toEqual({ name: 'CSV', rows: [['a', 'b'], ['1', '2']], cut: true })
  })
})
