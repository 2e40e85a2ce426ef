/** Where each kind of organisation can go, in the order of its navigation. */
import {
  ApartmentOutlined, AuditOutlined, BankOutlined, BookOutlined, CheckSquareOutlined, DashboardOutlined, DatabaseOutlined, FileDoneOutlined, FileProtectOutlined,
  FolderOpenOutlined, FundOutlined, HomeOutlined, ImportOutlined, SafetyCertificateOutlined, SolutionOutlined, TagsOutlined, TeamOutlined,
} from '@ant-design/icons'

const ISSUER = [
  { to: '/c', key: 'c.home', icon: HomeOutlined },
  { to: '/c/org', key: 'c.org', icon: TeamOutlined },
] as const

export const PLACES = {
  firm: [
    { to: '/e', key: 'e.home', icon: HomeOutlined },
    { to: '/e/ip', key: 'e.ip', icon: FileProtectOutlined },
    { to: '/e/matches', key: 'e.matches', icon: FundOutlined },
    { to: '/e/loans', key: 'e.loans', icon: BankOutlined },
    { to: '/e/papers', key: 'e.papers', icon: FileDoneOutlined },
    { to: '/e/valuations', key: 'e.valuations', icon: BookOutlined },
    { to: '/e/vault', key: 'e.vault', icon: FolderOpenOutlined },
    { to: '/e/onboarding', key: 'e.onboarding', icon: SafetyCertificateOutlined },
    { to: '/e/org', key: 'e.org', icon: TeamOutlined },
  ],
  bank: [
    { to: '/b', key: 'b.home', icon: HomeOutlined },
    { to: '/b/queue', key: 'b.queue', icon: SolutionOutlined },
    { to: '/b/review', key: 'b.review', icon: CheckSquareOutlined },
    { to: '/b/pledges', key: 'b.pledges', icon: FileProtectOutlined },
    { to: '/b/papers', key: 'b.papers', icon: FileDoneOutlined },
    { to: '/b/products', key: 'b.products', icon: TagsOutlined },
    { to: '/b/org', key: 'b.org', icon: TeamOutlined },
    { to: '/b/vault', key: 'b.vault', icon: FolderOpenOutlined },
  ],
  district: [
    { to: '/d', key: 'd.home', icon: DashboardOutlined },
    { to: '/d/verifications', key: 'd.verifications', icon: CheckSquareOutlined },
    { to: '/d/register', key: 'd.register', icon: BookOutlined },
    { to: '/d/vault', key: 'd.vault', icon: FolderOpenOutlined },
    { to: '/d/org', key: 'd.org', icon: TeamOutlined },
  ],
  operator: [
    { to: '/o', key: 'o.home', icon: HomeOutlined },
    { to: '/o/kyb', key: 'o.kyb', icon: SafetyCertificateOutlined },
    { to: '/o/orgs', key: 'o.orgs', icon: ApartmentOutlined },
    { to: '/o/imports', key: 'o.imports', icon: ImportOutlined },
    { to: '/o/kinds', key: 'o.kinds', icon: FileProtectOutlined },
    { to: '/o/vault-health', key: 'o.vault', icon: DatabaseOutlined },
    { to: '/o/audit', key: 'o.audit', icon: AuditOutlined },
    { to: '/o/org', key: 'o.org', icon: TeamOutlined },
  ],
  appraiser: ISSUER,
  guarantor: ISSUER,
  insurer: ISSUER,
} as const

/** The place that an address belongs to: the longest that it starts with. */
export function placeOf(kind: keyof typeof PLACES, path: string): string {
  const found = PLACES[kind].filter((place) => path === place.to || path.startsWith(`${place.to}/`))
  return [...found].sort((a, b) => b.to.length - a.to.length)[0]?.to ?? ''
}
