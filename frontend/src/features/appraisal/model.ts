/** A report as the form holds it, and as the server takes it. */
import type { Order, Report } from './queries'

/** In 万元 as typed or pasted; rates in percent. */
export interface Draft {
  reportNo: string
  method: 'relief_from_royalty' | 'sales_share'
  sales: string
  source: string
  rate: string
  rateLow: string
  rateHigh: string
  tax: string
  discount: string
  midYear: boolean
  low: string
  central: string
  high: string
  assumptions: string
  signers: { name: string; certificate: string }[]
  owners: Record<string, string>
}

export const blank = (order: Order): Draft => ({
  reportNo: '', method: 'relief_from_royalty', sales: '', source: '', rate: '', rateLow: '', rateHigh: '', tax: '', discount: '', midYear: false,
  low: '', central: '', high: '', assumptions: '', signers: [{ name: '', certificate: '' }, { name: '', certificate: '' }],
  owners: Object.fromEntries(order.rights.map((each) => [each.right_id, each.owners.join('; ')])),
})

const FEN_OF_WAN = 1_000_000
const number = (text: string): number | null => {
  const plain = text.replaceAll(/[,，\s]/g, '')
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : null
}
const fen = (text: string): number | null => {
  const found = number(text)
  return found === null ? null : Math.round(found * FEN_OF_WAN)
}
/** A percentage as the decimal fraction that the API takes, shifted as text. */
export const fraction = (text: string): string | null => {
  const found = number(text)
  return found === null ? null : (found / 100).toFixed(6).replace(/0+$/, '').replace(/\.$/, '')
}

/** A column or row pasted from a spreadsheet: one amount a cell; null where a cell is no amount. */
export function series(text: string): number[] | null {
  const cells = text.split(/[\t\n\r;；]+/).map((each) => each.trim()).filter((each) => each !== '')
  const amounts = cells.map(fen)
  return amounts.length === 0 || amounts.includes(null) ? null : (amounts as number[])
}

/** The report, or null while something is missing that the server needs to read it at all. */
export function reportOf(draft: Draft, order: Order, agency: string): Report | null {
  const sales = series(draft.sales)
  const [rate, low, high, discount] = [draft.rate, draft.rateLow, draft.rateHigh, draft.discount].map(fraction)
  const tax = fraction(draft.tax)
  const [lowFen, centralFen, highFen] = [draft.low, draft.central, draft.high].map(fen)
  const assumptions = draft.assumptions.split('\n').map((each) => each.trim()).filter((each) => each !== '')
  const signed = draft.signers.every((each) => each.name.trim() !== '' && each.certificate.trim() !== '')
  const texts = draft.reportNo.trim() !== '' && draft.source.trim() !== '' && assumptions.length > 0 && signed
  if (!texts || sales === null || !rate || !low || !high || !discount || !lowFen || !centralFen || !highFen) return null
  const told = { source: draft.source.trim(), as_of: order.base_date }
  const ranged = { ...told, value: rate, spread: { kind: 'triangular' as const, low, mode: rate, high } }
  const shared = {
    sales_fen: { ...told, values: sales },
    discount: { rate: { ...told, value: discount } },
    timing: { convention: draft.midYear ? 'mid_year' as const : 'end_year' as const, first_period: 1 },
  }
  return {
    version: 1, agency, report_no: draft.reportNo.trim(), purpose: order.purpose, currency: 'CNY', base_date: order.base_date,
    rights: order.rights.map((each) => ({
      right_id: each.right_id, number: each.application_no ?? each.label, owner: draft.owners[each.right_id]?.trim() || '—', legal_end: each.legal_end,
    })),
    methods: [
      draft.method === 'relief_from_royalty'
        ? { method: 'relief_from_royalty', ...shared, royalty: ranged, tax: tax ? { ...told, value: tax } : null }
        : { method: 'sales_share', ...shared, share: { rate: ranged } },
    ],
    results: [{ method: draft.method, value_fen: centralFen }],
    whole: { low_fen: lowFen, central_fen: centralFen, high_fen: highFen },
    bundle: order.rights.length > 1, assumptions, limits: '',
    signers: draft.signers.map((each) => ({ name: each.name.trim(), certificate: each.certificate.trim() })),
    simulation: { seed: 0, draws: 20_000 },
  } as Report
}
