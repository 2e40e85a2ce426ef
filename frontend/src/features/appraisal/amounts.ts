/** Amounts in 万元 and per cent as typed or pasted, and back; shifted as text so that nothing is rounded. */

const WAN_DIGITS = 6

/** What stands in a cell: thousands marked or not, brackets or a sign for what is negative. */
function parts(text: string): { sign: string; whole: string; decimals: string } | null {
  const match = /^([-(]?)(\d{1,13})(?:\.(\d+))?\)?$/u.exec(text.replaceAll(/[,，%％\s]/gu, ''))
  return match === null ? null : { sign: match[1] === '' ? '' : '-', whole: match[2] ?? '', decimals: (match[3] ?? '').replace(/0+$/u, '') }
}

export function fen(text: string): number | null {
  const found = parts(text)
  if (found === null || found.decimals.length > WAN_DIGITS) return null
  const amount = Number(`${found.sign}${found.whole}${found.decimals.padEnd(WAN_DIGITS, '0')}`)
  return Number.isSafeInteger(amount) ? amount : null
}

/** An amount that is more than nothing. */
export function price(text: string): number | null {
  const amount = fen(text)
  return amount === null || amount <= 0 ? null : amount
}

export function wan(amount: number): string {
  const digits = String(Math.abs(amount)).padStart(WAN_DIGITS + 1, '0')
  return `${amount < 0 ? '-' : ''}${digits.slice(0, -WAN_DIGITS)}.${digits.slice(-WAN_DIGITS)}`.replace(/\.?0*$/u, '')
}

/** A percentage as the decimal fraction that the API takes. */
export function fraction(text: string): string | null {
  const found = parts(text)
  if (found === null || found.decimals.length > 10) return null
  const digits = found.whole.padStart(3, '0')
  return tidy(`${found.sign}${digits.slice(0, -2)}.${digits.slice(-2)}${found.decimals}`)
}

export function percent(share: string): string {
  const [whole = '0', decimals = ''] = share.replace('-', '').split('.')
  const padded = decimals.padEnd(2, '0')
  return tidy(`${share.startsWith('-') ? '-' : ''}${whole}${padded.slice(0, 2)}.${padded.slice(2)}`)
}

/** A plain decimal: years, factors. */
export function decimal(text: string): string | null {
  const found = parts(text)
  return found === null || found.sign !== '' || found.decimals.length > 12 ? null : tidy(`${found.whole}.${found.decimals}`)
}

const tidy = (text: string): string => {
  const plain = text.replace(/^(-?)0+(?=\d)/u, '$1')
  return plain.includes('.') ? plain.replace(/\.?0*$/u, '') : plain
}

export const linesOf = (text: string): string[] => text.split(/\r?\n/u).map((each) => each.trim()).filter((each) => each !== '')
export const cellsOf = (line: string): string[] => line.split(/[\t;；]/u).map((each) => each.trim())

/** A column or row pasted from a spreadsheet: one amount a cell; null where a cell is no amount. */
export function series(text: string): number[] | null {
  const amounts = linesOf(text).flatMap(cellsOf).filter((each) => each !== '').map(fen)
  return amounts.length === 0 || amounts.includes(null) ? null : (amounts as number[])
}
