/** `2018115642880` or `201811564288.0` → `ZL 2018 1 1564288.0`; anything else stays as it is. */
export function patentNumber(value: string | null | undefined): string {
  if (!value) return '—'
  const plain = value.replace(/[\s.]|^ZL/g, '')
  const long = /^(\d{4})(\d)(\d{7})([\dX])$/.exec(plain)
  if (long) return `ZL ${long[1]} ${long[2]} ${long[3]}.${long[4]}`
  const short = /^(\d{2})(\d)(\d{5})([\dX])$/.exec(plain)
  return short ? `ZL ${short[1]} ${short[2]} ${short[3]}.${short[4]}` : value
}

/** A unified social credit code in groups of four, for reading. */
export const creditCode = (value: string | null | undefined): string =>
  value ? value.replace(/(.{4})(?=.)/g, '$1 ') : '—'
