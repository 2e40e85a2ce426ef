/** Where each kind of organisation can go, in the order of its navigation: at most seven entries, some of several pages. */
import {
  ApartmentOutlined, AuditOutlined, BankOutlined, BookOutlined, CheckSquareOutlined, DashboardOutlined, DatabaseOutlined, FileProtectOutlined,
  FolderOpenOutlined, FundOutlined, HomeOutlined, ImportOutlined, SafetyCertificateOutlined, SolutionOutlined, TagsOutlined, TeamOutlined, WalletOutlined,
} from '@ant-design/icons'

type Icon = typeof HomeOutlined

export interface Page {
  to: string
  /** Of its name, under `nav`. */
  key: string
  /** Only for whoever may do this. */
  needs?: string
}

export interface Place extends Page {
  icon: Icon
  /** What shares the entry, its own page first; each is a tab on the others. */
  pages?: readonly Page[]
}

/** The documents of an organisation; `papers` where it has papers of the platform. */
const vault = (home: string, papers: boolean): Place => ({
  to: `${home}/vault`, key: papers ? 'place.vault' : 'place.documents', icon: FolderOpenOutlined,
  pages: [
    { to: `${home}/vault`, key: 'place.documents' },
    ...(papers ? [{ to: `${home}/papers`, key: 'place.papers' }] : []),
    { to: `${home}/vault/consents`, key: 'place.consents' },
    { to: `${home}/vault/reads`, key: 'place.reads' },
  ],
})

const ISSUER: readonly Place[] = [
  { to: '/c', key: 'c.home', icon: HomeOutlined },
  { to: '/account/billing', key: 'billing', icon: WalletOutlined },
  { to: '/c/org', key: 'place.people', icon: TeamOutlined },
]

/** What everybody at the operator may do but the broker. */
const OPERATING = 'manage_organisations'

export const PLACES = {
  firm: [
    { to: '/e', key: 'e.home', icon: HomeOutlined },
    {
      to: '/e/ip', key: 'e.ip', icon: FileProtectOutlined,
      pages: [
        { to: '/e/ip', key: 'e.assets' }, { to: '/e/licensing', key: 'e.licensing' }, { to: '/e/licensing/inquiries', key: 'e.inquiries' },
        { to: '/e/licensing/licences', key: 'e.licences' }, { to: '/market', key: 'e.market' },
        { to: '/e/valuations', key: 'e.valuations' }, { to: '/e/appraisals', key: 'e.appraisals' },
      ],
    },
    { to: '/e/matches', key: 'e.matches', icon: FundOutlined },
    { to: '/e/loans', key: 'e.loans', icon: BankOutlined },
    {
      to: '/e/insurance', key: 'e.insurance', icon: SafetyCertificateOutlined,
      pages: [{ to: '/e/insurance', key: 'e.insurance' }, { to: '/e/insurance/proposals', key: 'e.proposals' }],
    },
    vault('/e', true),
    {
      to: '/e/org', key: 'e.firm', icon: TeamOutlined,
      pages: [{ to: '/e/org', key: 'place.people' }, { to: '/e/onboarding', key: 'e.onboarding' }, { to: '/account/billing', key: 'billing' }],
    },
  ],
  bank: [
    { to: '/b', key: 'b.home', icon: HomeOutlined },
    { to: '/b/queue', key: 'b.queue', icon: SolutionOutlined, pages: [{ to: '/b/queue', key: 'b.queue' }, { to: '/b/appraisals', key: 'b.appraisals' }, { to: '/b/hand-overs', key: 'b.handOvers', needs: 'assign_cases' }] },
    { to: '/b/review', key: 'b.review', icon: CheckSquareOutlined },
    { to: '/b/pledges', key: 'b.pledges', icon: FileProtectOutlined, pages: [{ to: '/b/pledges', key: 'b.pledges' }, { to: '/b/book', key: 'b.book' }] },
    vault('/b', true),
    { to: '/b/products', key: 'b.products', icon: TagsOutlined, pages: [{ to: '/b/products', key: 'b.products' }, { to: '/b/rules', key: 'b.valueRules' }, { to: '/b/desk', key: 'b.desk' }, { to: '/b/calendar', key: 'b.calendar' }] },
    { to: '/b/org', key: 'place.people', icon: TeamOutlined },
  ],
  district: [
    {
      to: '/d', key: 'd.home', icon: DashboardOutlined,
      pages: [{ to: '/d', key: 'd.home' }, { to: '/d/stated', key: 'd.stated' }, { to: '/d/library', key: 'd.library' }, { to: '/d/months', key: 'd.months' }, { to: '/d/compare', key: 'd.compare' }],
    },
    { to: '/d/verifications', key: 'd.verifications', icon: CheckSquareOutlined },
    { to: '/d/register', key: 'd.register', icon: BookOutlined },
    vault('/d', false),
    { to: '/d/org', key: 'place.people', icon: TeamOutlined },
  ],
  operator: [
    { to: '/o', key: 'o.home', icon: HomeOutlined },
    { to: '/o/kyb', key: 'o.kyb', needs: OPERATING, icon: SafetyCertificateOutlined },
    {
      to: '/o/orgs', key: 'o.orgs', icon: ApartmentOutlined,
      pages: [{ to: '/o/orgs', key: 'o.orgs', needs: OPERATING }, { to: '/o/guarantees', key: 'o.guarantees', needs: OPERATING }, { to: '/o/sales', key: 'o.sales', needs: 'view_brokerage' }, { to: '/o/notices', key: 'o.notices', needs: 'view_brokerage' }, { to: '/o/org', key: 'o.org' }],
    },
    { to: '/account/billing', key: 'o.money', icon: WalletOutlined, pages: [
      { to: '/account/billing', key: 'billing', needs: OPERATING }, { to: '/o/money/statements', key: 'o.statements', needs: OPERATING }, { to: '/o/money/suspense', key: 'o.suspense', needs: OPERATING },
      { to: '/o/money/refunds', key: 'o.refunds', needs: OPERATING }, { to: '/o/money/payouts', key: 'o.payouts', needs: OPERATING }, { to: '/o/money/reconciliation', key: 'o.reconciliation', needs: OPERATING }, { to: '/o/money/tasks', key: 'o.moneyTasks', needs: OPERATING }, { to: '/o/money/ledger', key: 'o.ledger', needs: OPERATING }, { to: '/o/money/fees', key: 'o.fees', needs: OPERATING }, { to: '/o/money/invoice-rules', key: 'o.invoiceRules', needs: OPERATING }, { to: '/o/money/accounts', key: 'o.bankAccounts', needs: OPERATING }, { to: '/o/money/layouts', key: 'o.layouts', needs: OPERATING },
    ] },
    { to: '/o/imports', key: 'o.imports', needs: OPERATING, icon: ImportOutlined },
    {
      to: '/o/vault-health', key: 'o.rules', icon: DatabaseOutlined,
      pages: [{ to: '/o/vault-health', key: 'o.vault', needs: OPERATING }, { to: '/o/kinds', key: 'o.kinds', needs: OPERATING }, { to: '/o/consents', key: 'o.consents', needs: OPERATING }, { to: '/o/lender-rules', key: 'o.lenderRules', needs: OPERATING }, { to: '/o/calendar', key: 'o.calendar', needs: OPERATING }, { to: '/o/reference', key: 'o.reference', needs: OPERATING }],
    },
    { to: '/o/audit', key: 'o.audit', needs: OPERATING, icon: AuditOutlined },
  ],
  appraiser: [
    { to: '/a', key: 'a.home', icon: SolutionOutlined },
    { to: '/c', key: 'c.home', icon: CheckSquareOutlined },
    vault('/a', false),
    ...ISSUER.slice(1),
  ],
  guarantor: ISSUER,
  insurer: [
    { to: '/i', key: 'i.home', icon: HomeOutlined },
    { to: '/i/submissions', key: 'i.submissions', icon: SolutionOutlined, pages: [{ to: '/i/submissions', key: 'i.submissions' }, { to: '/i/desk-rules', key: 'i.deskRules' }] },
    { to: '/i/policies', key: 'i.policies', icon: FileProtectOutlined, pages: [{ to: '/i/policies', key: 'i.policies' }, { to: '/i/portfolio', key: 'i.portfolio' }] },
    { to: '/i/products', key: 'i.products', icon: SafetyCertificateOutlined, pages: [{ to: '/i/products', key: 'i.products' }, { to: '/i/plans', key: 'i.plans' }, { to: '/i/commissions', key: 'i.commissions' }] },
    { to: '/c', key: 'c.home', icon: CheckSquareOutlined },
    { to: '/account/billing', key: 'billing', icon: WalletOutlined },
    { to: '/c/org', key: 'place.people', icon: TeamOutlined },
  ],
} as const satisfies Record<string, readonly Place[]>

export type Kind = keyof typeof PLACES

const pagesOf = (place: Place): readonly Page[] => place.pages ?? [place]

/** The entries of whoever may do this much: each leads to the first of its pages that are for them. */
export const placesFor = (kind: Kind, permissions: readonly string[]): Place[] =>
  PLACES[kind].flatMap((place: Place) => {
    const pages = pagesOf(place).filter(({ needs }) => needs === undefined || permissions.includes(needs))
    const [first] = pages
    if (first === undefined) return []
    if (place.pages === undefined || pages.length === place.pages.length) return [place]
    const key = first.to === place.to ? place.key : first.key
    return [{ to: first.to, key, icon: place.icon, pages: pages.length > 1 ? pages : undefined }]
  })

/** Every page of the navigation, those behind a tab too. */
export const everyPage = (places: readonly Place[]): Page[] => places.flatMap((place) => [...pagesOf(place)])

/** The place that an address belongs to: of the longest page that it starts with. */
export function placeOf(places: readonly Place[], path: string): string {
  // A bill is opened from the bills.
  if (path.startsWith('/pay/')) return placeOf(places, '/account/billing')
  const found = places.flatMap((place) =>
    pagesOf(place).filter(({ to }) => path === to || path.startsWith(`${to}/`)).map(({ to }) => ({ to, place: place.to })))
  return [...found].sort((a, b) => b.to.length - a.to.length)[0]?.place ?? ''
}

/** The pages beside this one in its place; none on a page of a single record. */
export const siblings = (places: readonly Place[], path: string): readonly Page[] =>
  places.map((place) => place.pages ?? []).find((pages) => pages.some(({ to }) => to === path)) ?? []
