// @vitest-environment jsdom
/** Every form whose draft is kept on the device: what was refused stays a draft, what was taken is none, though its writer left before the answer. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { App } from 'antd'
import type { ReactNode } from 'react'
import { MemoryRouter, Route, Routes } from 'react-router'
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest'
import { draftName } from '../../lib/drafts'
import { BLANK as NO_NEED, type NeedDraft } from '../../lib/need'
import { type Session, SessionContext } from '../../lib/permissions'
import CaseMessages from '../../ui/thread/CaseMessages'
import ReportForm from '../appraisal/components/ReportForm'
import { type Draft as Report, blank as blankReport } from '../appraisal/draft'
import type { Order } from '../appraisal/queries'
import PlanDesk from '../insurance/components/plan/PlanDesk'
import ProductDesk from '../insurance/components/product/ProductDesk'
import { blankTerms } from '../insurance/model/product'
import type { Product } from '../insurance/queries'
import LicenceForm from '../kyb/enterprise/components/LicenceForm'
import type { KybCase } from '../kyb/enterprise/queries'
import { DecisionPanel } from '../lending/bank/components/DecisionPanel'
import { Notes } from '../lending/bank/components/Notes'
import type { Dossier, Opinion } from '../lending/bank/model'
import DecisionPage from '../lending/bank/pages/DecisionPage'
import AnswerRequest from '../lending/enterprise/components/AnswerRequest'
import NewLoan from '../lending/enterprise/components/NewLoan'
import type { Application } from '../lending/enterprise/model'
import { blank as blankTermsOfLoan } from '../lending/shelf/model'
import EditPage from '../lending/shelf/pages/EditPage'
import OfferForm from '../licensing/components/OfferForm'
import { BLANK as NO_OFFER } from '../licensing/model'
import RequestForm from '../listing/components/RequestForm'
import BringIn from '../portfolio/components/BringIn'
import OtherRight from '../portfolio/components/OtherRight'
import { blankEstimate } from '../valuation/estimate'
import { blank as blankValuation } from '../valuation/model'
import EstimatePage from '../valuation/pages/EstimatePage'
import StateValuationPage from '../valuation/pages/StateValuationPage'

const say = vi.hoisted(() => (key: string) => key)
vi.mock('react-i18next', () => ({
  useTranslation: () => ({ t: say, i18n: { language: 'zh-CN', getFixedT: () => say } }), initReactI18next: { type: '3rdParty', init: () => undefined },
}))

const NEED: NeedDraft = {
  ...NO_NEED, rightIds: ['r'], amountWan: '200', termMonths: '12', use: 'working_capital', establishedOn: '2020-01-01', headcount: '10', revenueWan: '100',
  sector: 'software', firstTime: true, basicAccount: true, creditReport: true,
}
const ORDER = {
  id: 'o', purpose: 'pledge', base_date: '2026-01-01', reports: [],
  rights: [{ right_id: 'r', label: 'ZL1', title: 'r', kind: 'invention', application_no: '1', owners: ['A'], legal_end: '2040-01-01' }],
} as unknown as Order
const ONE = { low: '100', central: '120', high: '130' }
const REPORT: Report = {
  ...blankReport(ORDER), reportNo: 'R1', chosen: ['incremental'], discount: { low: '', likely: '17', high: '' },
  texts: { 'incremental.profit_with_fen': '3', 'incremental.profit_without_fen': '2' }, sources: { incremental: 'books' }, results: { incremental: '120' },
  whole: ONE, assumptions: 'a', signers: [{ name: 'n', certificate: 'c' }, { name: 'm', certificate: 'd' }],
}
const LOAN = { id: 'l', number: 'L1', state: 'in_review', amount_fen: 100, term_months: 12, applicant: { name: 'A' }, opinions: [], documents: [], rights: [], open_request: null }
const dossierOf = (...allowed_actions: string[]) => ({
  application: { ...LOAN, allowed_actions }, fit: { carries_fen: 100, rate_from_bp: 1, rate_to_bp: 2, verdicts: [] },
  valuation: { frozen: null, check: null, value_fen: 100 }, deciding: { people: [] }, history: [], capacity_left_fen: 100,
}) as unknown as Dossier
const PRODUCT = { id: 'p', version: 1, name: 'P', line: 'overseas_liability', terms: blankTerms('overseas_liability') } as unknown as Product
const TERMS = blankTermsOfLoan('2026-01-01')

interface Kept {
  form: ReactNode
  /** Under which name it is kept, and what. */
  key: string
  draft: unknown
  /** Without the time at which it was kept; until the window is closed. */
  as?: 'value' | 'session'
  /** The address of the form's page, its route, and what the page has read. */
  at?: [address: string, path: string]
  read?: Record<string, object>
  press: string
  /** Where it is sent to. */
  asks: string
}

const FORMS: Record<string, Kept> = {
  'a financing request': {
    form: <RequestForm id="n" start={NO_NEED} keepAs="need.n" readOnly={false} onSaved={() => undefined} />, key: 'need.n', draft: NEED,
    press: 'listing.request.save', asks: 'financing-requests/n/revision',
  },
  'an estimate': {
    form: <EstimatePage />, key: 'estimate.r', at: ['/?rights=r', '/'], press: 'valuation.estimate.save', asks: 'valuations',
    draft: { ...blankEstimate(['r'], '2026-01-01'), forecast: '2026\t100\n2027\t100', life: '2' },
  },
  'a valuation that is stated': {
    form: <StateValuationPage />, key: 'valuation.r', at: ['/?rights=r', '/'], press: 'valuation.form.submit', asks: 'valuations',
    draft: { ...blankValuation(['r']), whole: ONE, method: 'internal', baseDate: '2026-01-01', valuer: 'A' },
  },
  'an appraisal report': {
    form: <ReportForm order={ORDER} />, key: 'appraisal.report.o', draft: REPORT, press: 'appraisal.form.save', asks: 'valuation-requests/o/report',
  },
  'a rating plan': {
    form: <PlanDesk plan={null} start={{}} draftKey="plan.new" />, key: 'plan.new', draft: { code: 'P' }, press: 'insurance.plan.save', asks: 'rating-plans',
  },
  'a new insurance product': {
    form: <ProductDesk product={null} editing done={() => undefined} />, key: 'product.new.0', press: 'insurance.product.save', asks: 'insurance-products',
    draft: { name: 'P', line: 'overseas_liability', terms: blankTerms('overseas_liability') },
  },
  'the next version of an insurance product': {
    form: <ProductDesk product={PRODUCT} editing done={() => undefined} />, key: 'product.p.1', press: 'insurance.product.save_next', asks: 'insurance-products/p/versions',
    draft: { name: 'P', line: 'overseas_liability', terms: PRODUCT.terms },
  },
  'a right that is no patent': {
    form: <OtherRight />, key: 'other-right', press: 'portfolio.other.submit', asks: 'portfolio/rights',
    draft: { kind: 'trademark', number: '1', title: 'T', facts: { mark_classes: [9], granted_on: '2020-01-01' } },
  },
  'numbers of patents': {
    form: <BringIn onQueued={() => undefined} />, key: 'import.numbers', draft: 'CN112345678A', as: 'session', press: 'portfolio.import.numbers.submit', asks: 'portfolio/imports',
  },
  'a business licence': {
    form: <LicenceForm kyb={{ id: 'k', licence: null, state: 'draft', statement: null, allowed_actions: ['submit'] } as unknown as KybCase} />,
    key: 'kyb.k', draft: { licence: { id: 'f', name: 'F' }, statement: 'S' }, press: 'kyb_enterprise.submit', asks: 'kyb-cases/k/submission',
  },
  'an answer to the bank': {
    form: (
      <AnswerRequest application={{ ...LOAN, allowed_actions: ['document-answer'] } as unknown as Application}
        asked={{ id: 'q', items: [], asked_by: 'B', asked_at: '2026-01-01T00:00:00Z', answer_by: '2026-02-01' } as unknown as NonNullable<Application['open_request']>} />
    ),
    key: 'answer.q', draft: { files: [], note: 'N', valuationId: '' }, press: 'lending_enterprise.loan.request.submit', asks: 'loan-applications/l/document-answer',
  },
  'a financing need': {
    form: <NewLoan request={undefined} start={NO_NEED} earlier={[]} />, key: 'loan.new', draft: NEED, at: ['/?step=2', '/'],
    press: 'lending_enterprise.new.nav.next', asks: 'financing-requests',
  },
  "a checker's decision": {
    form: <DecisionPanel dossier={dossierOf('approval')} opinion={{ version: 1, kind: 'grant', maker: { id: 'x', name: 'X' } } as unknown as Opinion} onDone={() => undefined} />,
    key: 'review.l', draft: { choice: 'approval', words: 'W' }, as: 'value', press: 'bank.review.submit_agree', asks: 'loan-applications/l/approval',
  },
  "a maker's opinion": {
    form: <DecisionPage />, key: 'opinion.l.0', draft: { kind: 'refusal', reason_code: 'other', sentence: 'S' }, as: 'value', at: ['/l', '/:id'],
    read: { 'loan-applications/l/dossier': dossierOf('opinion') }, press: 'bank.decision.submit', asks: 'loan-applications/l/opinion',
  },
  'a note on a case': {
    form: <Notes id="l" />, key: 'case-note-l-new', draft: 'N', press: 'bank.notes.write', asks: 'loan-applications/l/notes',
  },
  'a new loan product': {
    form: <EditPage />, key: 'product:new', draft: { name: 'P', terms: { ...TERMS, mandate: { ...TERMS.mandate, number: '1', text: 'M' } } },
    press: 'shelf.form.save', asks: 'loan-products',
  },
  'an offer of a licence': {
    form: <OfferForm offer={undefined} />, key: 'licence-offer:new', draft: { ...NO_OFFER, rightId: 'r', kind: 'plain', form: 'free', disputed: 'none' },
    press: 'licensing.form.save', asks: 'licence-offers',
  },
  'a message': {
    form: <CaseMessages id="l" label="write" over={false} />, key: 'case-message-l', draft: { text: 'T', papers: [] },
    read: { 'loan-applications/l/messages': { items: [], next: null, unread: 0, may_write: true } }, press: 'thread.send', asks: 'loan-applications/l/messages',
  },
}

const ME = {
  csrf_token: '', member: { id: 'm', name: 'M', roles: [] }, organisation: { id: 'o', kind: 'firm', name: 'O', verified: true },
  permissions: ['draft_tariffs', 'work_applications', 'bind'],
} as unknown as Session
/** The answers that are waited for, each to be given. */
const asked: ((status: number, body: object) => void)[] = []

beforeAll(() => {
  vi.stubGlobal('ResizeObserver', class { observe() {} unobserve() {} disconnect() {} })
  vi.stubGlobal('IntersectionObserver', class { observe() {} unobserve() {} disconnect() {} })
  vi.stubGlobal('matchMedia', () => ({ matches: false, addEventListener() {}, removeEventListener() {}, addListener() {}, removeListener() {} }))
  vi.stubGlobal('scrollTo', () => undefined)
})
afterEach(() => {
  cleanup()
  localStorage.clear()
  sessionStorage.clear()
  asked.length = 0
})
afterAll(() => vi.unstubAllGlobals())

/** What the page reads is there, or is not. */
function hears({ read = {}, asks }: Kept) {
  vi.stubGlobal('fetch', (request: Request) => new Promise<Response>((resolve) => {
    const path = new URL(request.url).pathname.replace('/api/v1/', '')
    const answer = (status: number, body: object) =>
      resolve(Response.json(body, { status, headers: { 'Content-Type': status < 400 ? 'application/json' : 'application/problem+json' } }))
    if (request.method === 'POST' && path === asks) asked.push(answer)
    else answer(read[path] ? 200 : 404, read[path] ?? { code: 'not_found' })
  }))
}

/** The form with its draft as it was found. */
function open(kept: Kept) {
  const { form, key, draft, as, at: [address, path] = ['/', '/'], press } = kept
  hears(kept)
  const [store, name] = [as === 'session' ? sessionStorage : localStorage, draftName('m', key)]
  const written = as === 'session' ? String(draft) : JSON.stringify(as === 'value' ? draft : { value: draft, at: '2026-01-01T00:00:00Z' })
  store.setItem(name, written)
  const { container, unmount } = render(
    <App>
      <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
        <SessionContext value={ME}><MemoryRouter initialEntries={[address]}><Routes><Route path={path} element={form} /></Routes></MemoryRouter></SessionContext>
      </QueryClientProvider>
    </App>,
  )
  const send = async (nth: number) => {
    fireEvent.click((await screen.findByText(press)).closest('button')!)
    await waitFor(() => expect(asked).toHaveLength(nth))
    expect(store.getItem(name)).toBe(written)
    return asked[nth - 1]!
  }
  return { container, kept: () => store.getItem(name), send, unmount }
}

it.each(Object.entries(FORMS))('%s is kept until it was taken, though its writer has left', async (_, form) => {
  const { container, kept, send, unmount } = open(form)
  const refuse = await send(1)
  refuse(409, { code: 'refused_once' })
  await waitFor(() => expect(container.textContent).toContain('problem.refused_once'))
  const take = await send(2)
  unmount()
  take(200, { id: 'made' })
  await waitFor(() => expect(kept()).toBeNull())
})

it('a report that was changed while it was saved is kept and not said to be saved', async () => {
  const { kept, send } = open(FORMS['an appraisal report']!)
  const number = screen.getByLabelText<HTMLInputElement>('appraisal.form.reportNo')
  const take = await send(1)
  const isBusy = () => document.querySelector('.ant-btn-loading') !== null
  await waitFor(() => expect(isBusy()).toBe(true))
  fireEvent.change(number, { target: { value: 'R2' } })
  take(200, { id: 'made' })
  await waitFor(() => expect(isBusy()).toBe(false))
  expect(kept()).toContain('"reportNo":"R2"')
  expect(screen.getByText('appraisal.form.unsaved')).toBeTruthy()
  fireEvent.click(screen.getByText('appraisal.form.save').closest('button')!)
  await waitFor(() => expect(asked).toHaveLength(2))
  asked[1]?.(200, { id: 'made' })
  await waitFor(() => expect(kept()).toBeNull())
  await waitFor(() => expect(screen.queryByText('appraisal.form.unsaved')).toBeNull())
})
