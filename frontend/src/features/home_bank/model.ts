/** What is to be done by this person, for what he may do; pure. */
import type { Paper } from '../../ui/papers/queries'
import type { Application, PledgeRow } from './queries'

export interface Task {
  key: string
  to: string
  what: string
  who: string
  number: string
  amount_fen: number | null
  verb: string
  application?: Application
}

const VERBS: Record<string, string> = { submitted: 'submitted', in_review: 'in_review', waiting: 'waiting', drawable: 'drawable' }

function caseTask(application: Application, verb: string, to: string): Task {
  return {
    key: `${verb}.${application.id}`, to, what: application.state, who: application.applicant.name, number: application.number,
    amount_fen: application.amount_fen, verb, application,
  }
}

function pledgeVerb(row: PledgeRow) {
  const may = (name: string) => row.allowed_actions.includes(name)
  if (may('verification')) return 'pledge_verify'
  if (row.state === 'draft') return may('terms') ? 'pledge_draft' : may('signature') ? 'pledge_sign' : null
  if (row.state === 'ready' && may('filing')) return 'pledge_ready'
  if (row.state === 'filed' && may('registration')) return 'pledge_filed'
  if (row.state === 'defect' && may('cure')) return 'pledge_defect'
  return row.state === 'warned' && may('declaration') ? 'pledge_warned' : null
}

/** First what decides on somebody's money, by its clock; then the pledges. */
export function tasksOf(lists: { mine: readonly Application[]; opined: readonly Application[]; offered: readonly Application[]; drawable: readonly Application[]; pledges: readonly PledgeRow[]; papers: readonly Paper[] }): Task[] {
  const may = (application: Application, ...names: string[]) => names.some((name) => application.allowed_actions.includes(name))
  return [
    ...lists.mine.filter((each) => may(each, 'intake', 'opinion')).map((each) => caseTask(each, VERBS[each.state] ?? 'other', `/b/queue/${each.id}`)),
    ...lists.opined.filter((each) => may(each, 'approval', 'refusal', 'send-back')).map((each) => caseTask(each, 'opined', `/b/review/${each.id}`)),
    ...lists.offered.filter((each) => each.offer?.retraction_proposed && may(each, 'offer-retraction')).map((each) => caseTask(each, 'retraction', `/b/queue/${each.id}`)),
    ...lists.drawable.filter((each) => may(each, 'drawdown') && each.pledge_id !== null).map((each) => caseTask(each, 'drawable', `/b/pledges/${each.pledge_id}`)),
    ...lists.papers.filter((paper) => paper.allowed_actions.includes('signature')).map((paper): Task => ({
      key: `paper.${paper.id}`, to: '/b/papers', what: paper.state, who: paper.signatures[0]?.organisation_name ?? paper.issuer_name, number: paper.number,
      amount_fen: paper.amount_fen, verb: 'paper_sign',
    })),
    ...lists.pledges.flatMap((row): Task[] => {
      const verb = pledgeVerb(row)
      return verb === null ? [] : [{ key: `${verb}.${row.id}`, to: `/b/pledges/${row.id}`, what: row.state, who: row.pledgor_name, number: row.number, amount_fen: row.secured_fen, verb }]
    }),
  ]
}

export interface Load {
  name: string | null
  count: number
  overdue: number
}

/** Open cases by who handles them, most first; nobody's last. */
export function loadOf(cases: readonly Application[]): Load[] {
  const found = new Map<string | null, Load>()
  for (const each of cases) {
    const name = each.assignee?.name ?? null
    const load = found.get(name) ?? { name, count: 0, overdue: 0 }
    found.set(name, { name, count: load.count + 1, overdue: load.overdue + (each.clock?.overdue ? 1 : 0) })
  }
  return [...found.values()].sort((a, b) => Number(a.name === null) - Number(b.name === null) || b.count - a.count)
}
