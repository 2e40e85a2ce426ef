/** Entries pasted line by line, as a spreadsheet's cells come: code, firm, tier, day. */
import type { StepsIn } from './stated'

interface Tier {
  code: string
  name: string
}

/** A tier is named by its name or its code; anything else goes on as it is and is refused by row. */
export function linesOf(text: string, tiers: readonly Tier[]): StepsIn['items'] {
  return text.split('\n').map((line) => line.trim()).filter(Boolean).map((line) => {
    const [credit_code = '', firm_name = '', tier = '', day = ''] = line.split(/[\t,，;；]/u).map((cell) => cell.trim())
    return {
      credit_code: credit_code || '?',
      firm_name: firm_name || '?',
      kind: 'entry' as const,
      tier: tiers.find((each) => each.name === tier || each.code === tier)?.code ?? (tier || '?'),
      effective_on: day.replace(/[./]/g, '-'),
      stock_code: null,
      reason_code: null,
    }
  })
}
