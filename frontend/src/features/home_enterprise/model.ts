/** What waits for the firm and what waits for others, made from what the server says. */
import type { components } from '../../api/schema'

type Schemas = components['schemas']
export type Application = Schemas['ApplicationOut']
export type PledgeRow = Schemas['PledgeRowOut']
export type Summary = Schemas['ApplicationSummaryOut']
export type Asset = Schemas['AssetOut']
export type Fee = NonNullable<Asset['fee_due']>
export type Portfolio = Schemas['PortfolioSummaryOut']
export type KybCase = Schemas['CaseOut']
export type Inquiry = Schemas['InquiryOut']
export type Licence = Schemas['AgreedLicenceOut']

export interface Task {
  key: string
  icon: 'document' | 'sign' | 'offer' | 'shield' | 'draft'
  title: string
  /** Members of the title's sentence. */
  words: Record<string, string | number>
  meta: { application?: Application; text?: string }
  due: string | null
  to: string
  go: string
}

export interface Waiting {
  key: string
  who: string
  words: Record<string, string>
  application: Application | null
  due: string | null
}

function taskOf(application: Application, pledge: PledgeRow | undefined): Task | null {
  const may = (action: string) => application.allowed_actions.includes(action)
  const base = {
    key: application.id,
    words: { bank: application.lender.name, n: application.open_request?.items.length ?? 0 },
    meta: { application },
    to: `/e/loans/${application.id}`,
  }
  if (application.state === 'waiting' && application.open_request)
    return { ...base, icon: 'document', title: 'answer', go: 'answerGo', due: application.open_request.answer_by }
  if (application.offer?.state === 'open' && application.state === 'offered')
    return { ...base, icon: 'offer', title: 'offer', go: 'offerGo', due: application.offer.valid_until }
  if (pledge?.state === 'warned' && pledge.allowed_actions.includes('declaration'))
    return { ...base, icon: 'sign', title: 'declare', go: 'declareGo', due: pledge.answer_by }
  if (pledge?.state === 'draft' && pledge.allowed_actions.includes('signature') && pledge.secured_fen !== null)
    return { ...base, icon: 'sign', title: 'sign', go: 'signGo', due: null }
  if (application.state === 'draft' && application.return_reason)
    return { ...base, icon: 'draft', title: 'returned', go: 'returnedGo', due: null }
  if (application.state === 'draft' && may('submission'))
    return { ...base, icon: 'draft', title: 'draft', go: 'draftGo', due: null }
  return null
}

/** Terms lie here for an answer. */
function inquiryTask(inquiry: Inquiry): Task | null {
  if (!inquiry.allowed_actions.includes('agreement')) return null
  return {
    key: inquiry.id, icon: 'offer', title: 'terms', go: 'termsGo', due: null, to: `/e/licensing/inquiries/${inquiry.id}`,
    words: { firm: inquiry.own_side === 'asker' ? inquiry.licensor : inquiry.asker }, meta: { text: 'termsText' },
  }
}

/** A licence is recorded at CNIPA within three months (Implementing Rules 15). */
const recordalTask = (licence: Licence): Task => ({
  key: licence.id, icon: 'document', title: 'recordal', go: 'recordalGo', due: licence.recordal_due_on, to: `/e/licensing/licences/${licence.id}`,
  words: { number: licence.number }, meta: { text: 'recordalText' },
})

interface Found {
  applications: Application[]
  pledges: PledgeRow[]
  kyb: KybCase | undefined
  suggestions: number
  /** Papers of the platform that the reader may sign now. */
  papers: number
  /** Inquiries that are open, and licences without their recordal number. */
  inquiries: Inquiry[]
  licences: Licence[]
  /** How many annual fees somebody has to see to. */
  fees?: number | string
}

/** Everything that needs the firm, the most urgent first; without a day at the end. */
export function tasksOf(found: Found): Task[] {
  const tasks = found.applications.flatMap((application) => {
    const pledge = found.pledges.find((each) => each.application_id === application.id)
    return taskOf(application, pledge) ?? []
  })
  tasks.push(...found.inquiries.flatMap((each) => inquiryTask(each) ?? []), ...found.licences.map(recordalTask))
  tasks.sort((a, b) => (a.due ?? '9999').localeCompare(b.due ?? '9999'))
  const extra: Task[] = []
  if (found.kyb && (found.kyb.state === 'draft' || found.kyb.state === 'returned'))
    extra.push({
      key: 'kyb',
      icon: 'shield',
      title: found.kyb.state === 'returned' ? 'verifyReturned' : 'verify',
      words: { reason: found.kyb.reason ?? '' },
      meta: { text: 'verifyText' },
      due: null,
      to: '/e/onboarding',
      go: 'verifyGo',
    })
  const rest: Task[] = []
  if (found.suggestions > 0)
    rest.push({
      key: 'suggestions',
      icon: 'shield',
      title: 'suggest',
      words: { n: found.suggestions },
      meta: { text: 'suggestText' },
      due: null,
      to: '/e/ip/import#suggestions',
      go: 'suggestGo',
    })
  const papers: Task[] =
    found.papers > 0
      ? [{ key: 'papers', icon: 'sign', title: 'papers', words: { n: found.papers }, meta: { text: 'papersText' }, due: null, to: '/e/papers', go: 'papersGo' }]
      : []
  if (found.fees)
    rest.push({
      key: 'fees',
      icon: 'document',
      title: 'fees',
      words: { n: found.fees },
      meta: { text: 'feesText' },
      due: null,
      to: '/e/ip/fees',
      go: 'feesGo',
    })
  return [...extra, ...papers, ...tasks, ...rest]
}

const AT_THE_BANK: Record<string, string> = {
  submitted: 'intake',
  in_review: 'review',
  opined: 'check',
  drawable: 'drawdown',
}

/** Who moves next, by the state of the pledge. */
const WITH_THE_PLEDGE: Record<string, string> = {
  ready: 'terms',
  filed: 'register',
  defect: 'defect',
  warned: 'warned',
  registered: 'verify',
}

/** What lies with others, each with the clock that was promised. */
export function waitingOf(found: Found): Waiting[] {
  const list: Waiting[] = []
  for (const application of found.applications) {
    const pledge = found.pledges.find((each) => each.application_id === application.id)
    const words = { bank: application.lender.name }
    const at = AT_THE_BANK[application.state]
    if (at) {
      list.push({ key: application.id, who: at, words, application, due: application.clock?.due_on ?? null })
    } else if (application.state === 'accepted' && pledge) {
      const who = pledge.secured_fen === null ? 'terms' : WITH_THE_PLEDGE[pledge.state]
      if (who)
        list.push({
          key: application.id,
          who,
          words,
          application,
          due: who === 'register' ? pledge.due_on : pledge.answer_by,
        })
    }
  }
  if (found.kyb?.state === 'submitted')
    list.push({ key: 'kyb', who: 'kyb', words: {}, application: null, due: null })
  return list
}
