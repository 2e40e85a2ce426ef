/** Every state of every record and its tone; its name is `status.<subject>.<state>`. */
export type Tone = 'neutral' | 'info' | 'pending' | 'success' | 'warning' | 'danger'

export const STATES: Record<string, Record<string, Tone>> = {
  loan_application: {
    draft: 'neutral', submitted: 'info', in_review: 'info', waiting: 'warning', opined: 'pending', offered: 'success',
    refused: 'danger', accepted: 'success', drawable: 'success', drawn: 'success', closed: 'neutral', declined: 'neutral',
    retracted: 'danger', expired: 'neutral', withdrawn: 'neutral', committed_elsewhere: 'neutral',
  },
  pledge: {
    draft: 'neutral', ready: 'info', filed: 'info', defect: 'warning', warned: 'warning', registered: 'success',
    change_filed: 'pending', cancel_filed: 'pending', cancelled: 'neutral', refused: 'danger', revoked: 'danger', withdrawn: 'neutral',
  },
  offer: {
    open: 'success', accepted: 'success', declined: 'neutral', retracted: 'danger', expired: 'neutral', withdrawn: 'neutral',
    committed_elsewhere: 'neutral', pledge_failed: 'danger',
  },
  kyb: { draft: 'neutral', submitted: 'pending', approved: 'success', returned: 'warning' },
  import_run: { queued: 'neutral', mapping_needed: 'warning', running: 'info', done: 'success', failed: 'danger' },
  import_row: { accepted: 'success', duplicate: 'neutral', updated: 'info', refused: 'danger' },
  financing_request: { draft: 'neutral', published: 'success', withdrawn: 'neutral' },
  grade: { fits: 'success', nearly: 'warning', does_not_fit: 'neutral' },
  answer: { pass: 'success', fail: 'danger', unknown: 'warning' },
  stage: { claimed: 'warning', evidenced: 'pending', verified: 'success', corrected: 'danger' },
  api_key: { active: 'success', expired: 'neutral', revoked: 'danger' },
  member: { active: 'success', invited: 'pending', inactive: 'neutral' },
  paper: { queued: 'pending', issued: 'info', signing: 'warning', signed: 'success', refused: 'danger', lapsed: 'neutral' },
  paper_place: { waiting: 'neutral', asked: 'warning', signed: 'success', refused: 'danger', moot: 'neutral' },
  bank_line: { new: 'pending', matched: 'success', suspense: 'warning', settled: 'success' },
  payment_order: { proposed: 'pending', refused: 'neutral', approved: 'info', exported: 'info', paid: 'success', failed: 'danger', handed_over: 'info', returned: 'danger' },
  payout_account: { proposed: 'pending', in_force: 'success', replaced: 'neutral', refused: 'neutral' },
  charge: {
    open: 'warning', part_paid: 'warning', paid: 'success', overpaid: 'pending', part_refunded: 'info', refunded: 'neutral', cancelled: 'neutral',
  },
  submission: {
    in_underwriting: 'info', info_requested: 'warning', indicated: 'pending', referred: 'pending', quoted: 'success', accepted: 'success', declined: 'danger',
    withdrawn: 'neutral', expired: 'neutral',
  },
  policy: { accepted: 'info', bind_requested: 'pending', bound: 'warning', issued: 'success', lapsed_unpaid: 'danger', not_bound: 'neutral' },
  quote: { open: 'success', superseded: 'neutral', expired: 'neutral', withdrawn: 'neutral', accepted: 'success' },
  invoice: {
    requested: 'warning', exported: 'info', issued: 'success', part_credited: 'info', credited: 'neutral', withdrawn: 'neutral', refused: 'danger',
  },
  valuation_request: {
    open: 'info', accepted: 'pending', delivered: 'warning', returned: 'warning', confirmed: 'success', withdrawn: 'neutral', expired: 'neutral',
  },
  value_proposal: { open: 'info', agreed: 'success', refused: 'danger', countered: 'neutral', withdrawn: 'neutral' },
  appraisal_quote: { invited: 'pending', quoted: 'info', declined: 'neutral', chosen: 'success', not_chosen: 'neutral', ended: 'neutral' },
  licence_offer: { draft: 'neutral', published: 'success', unavailable: 'warning', withdrawn: 'neutral' },
  inquiry: { open: 'info', agreed: 'success', not_agreed: 'neutral' },
  month_sheet: { running: 'neutral', open: 'warning', waiting: 'pending', signed: 'success' },
  stated: { waiting: 'pending', confirmed: 'success', mismatch: 'danger', withdrawn: 'neutral' },
  library: { inside: 'success', left: 'neutral', listed: 'info' },
  pace: { ahead: 'success', on: 'info', behind: 'warning' },
}

export const toneOf = (subject: string, state: string): Tone => STATES[subject]?.[state] ?? 'neutral'
