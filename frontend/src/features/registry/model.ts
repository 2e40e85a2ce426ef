/** What the pledge desk's pages make of a pledge: pure values, no words. */
import type { components } from '../../api/schema'

type Schemas = components['schemas']
export type Pledge = Schemas['PledgeOut']
export type PledgeRow = Schemas['PledgeRowOut']
export type PledgePreflight = Schemas['PledgePreflightOut']
export type Application = Schemas['ApplicationOut']
export type State = Schemas['registry_states_State']

export const UNDER_WAY: State[] = ['draft', 'ready', 'filed', 'defect', 'warned']
export const REGISTERED: State[] = ['registered', 'change_filed', 'cancel_filed']
export const ENDED: State[] = ['cancelled', 'refused', 'revoked', 'withdrawn']

export type View = 'open' | 'registered' | 'ended' | 'all' | 'book'
export const VIEWS: View[] = ['open', 'registered', 'ended', 'all', 'book']

export function statesOf(view: View): State[] {
  return view === 'open' ? UNDER_WAY : view === 'registered' ? REGISTERED : view === 'ended' ? ENDED : []
}

/** The next date that matters to the desk, and who owes what by then. */
export function nextDate(row: PledgeRow): { words: 'due_cnipa' | 'due_parties'; date: string } | null {
  if (row.answer_by !== null) return { words: 'due_parties', date: row.answer_by }
  const filed = ['filed', 'change_filed', 'cancel_filed'].includes(row.state)
  return filed && row.due_on !== null ? { words: 'due_cnipa', date: row.due_on } : null
}

export const STEPS = ['terms', 'signed', 'filed', 'registered', 'verified', 'drawn'] as const
export type StepState = 'done' | 'now' | 'ahead' | 'off'

/** The register's five steps, and the drawdown of the loan that it secures. */
export function stepsOf(pledge: Pledge, application: Application | undefined) {
  const known = new Map(pledge.steps.map((step) => [step.key, step]))
  const off = pledge.steps.some((step) => step.state === 'off')
  const drawn = application?.drawdown ?? null
  return STEPS.map((key) => {
    if (key !== 'drawn') return { key, state: (known.get(key)?.state ?? 'ahead') as StepState, on: known.get(key)?.on ?? null }
    const state: StepState = drawn !== null ? 'done' : off ? 'off' : pledge.bank_verified ? 'now' : 'ahead'
    return { key, state, on: drawn?.drawn_on ?? null }
  })
}

/** Terms and declarations that still stand, by party. */
export function signedBy(pledge: Pledge, purpose: 'terms' | 'declaration', party: 'firm' | 'bank') {
  const own = pledge.signatures.filter((each) => each.purpose === purpose && each.party === party)
  return own.findLast((each) => each.valid) ?? own.at(-1)
}

const hasValid = (pledge: Pledge, purpose: 'terms' | 'declaration', party: 'firm' | 'bank') =>
  signedBy(pledge, purpose, party)?.valid === true

export type Next =
  | 'terms' | 'blocked' | 'sign_bank' | 'sign_firm' | 'sign_both' | 'file' | 'filed' | 'defect' | 'warned' | 'verify' | 'mismatch'
  | 'draw' | 'drawn' | 'change' | 'cancel' | 'cancelled' | 'refused' | 'revoked' | 'withdrawn' | 'registered' | 'elsewhere'

const BY_STATE: Partial<Record<string, Next>> = {
  ready: 'file', filed: 'filed', defect: 'defect', warned: 'warned', change_filed: 'change', cancel_filed: 'cancel',
  cancelled: 'cancelled', refused: 'refused', revoked: 'revoked', withdrawn: 'withdrawn',
}

/** The one sentence that says what is to be done now. */
export function nextOf(pledge: Pledge, open: number, application: Application | undefined): Next {
  if (pledge.state === 'draft') {
    if (open > 0) return pledge.terms.m5 && pledge.terms.m3 ? 'blocked' : 'terms'
    const bank = hasValid(pledge, 'terms', 'bank')
    const firm = hasValid(pledge, 'terms', 'firm')
    return bank ? 'sign_firm' : firm ? 'sign_bank' : 'sign_both'
  }
  const known = BY_STATE[pledge.state]
  if (known !== undefined) return known
  if (pledge.verification?.outcome === 'mismatch' && !pledge.bank_verified) return 'mismatch'
  if (!pledge.bank_verified && !pledge.made_elsewhere) return 'verify'
  if (!pledge.bank_verified) return 'elsewhere'
  if (application?.drawdown) return 'drawn'
  return application?.state === 'drawable' ? 'draw' : 'registered'
}

/** What still prevents signing: terms, papers, grounds. */
export function obstacles(preflight: PledgePreflight) {
  return {
    terms: preflight.missing_terms,
    papers: preflight.papers.filter((paper) => paper.missing.length > 0),
    grounds: preflight.preflight.answers.filter((answer) => preflight.preflight.blocking.includes(answer.ground)),
    count:
      preflight.missing_terms.length + preflight.papers.filter((paper) => paper.missing.length > 0).length +
      preflight.preflight.blocking.length,
  }
}

/** 万元 as typed with at most two decimals, in whole fen; `null` when it is no amount. */
export function fenOf(text: string): number | null {
  const found = /^(\d{1,9})(?:\.(\d{1,2}))?$/.exec(text.trim().replaceAll(',', ''))
  if (found === null) return null
  const fen = (Number(found[1]) * 100 + Number((found[2] ?? '').padEnd(2, '0'))) * 10_000
  return fen > 0 ? fen : null
}

export const wanOf = (fen: number | null) => (fen === null ? '' : String(fen / 1_000_000))
