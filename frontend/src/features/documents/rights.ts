/** Who may give and take back consents, as documents.service.receipts has it; the server decides. */
import type { Session } from '../../lib/permissions'

const GIVE = ['bind', 'manage_members', 'decide_applications', 'verify_counts']
const REVOKE = [...GIVE, 'prepare', 'work_applications', 'run_pledges', 'record_registrations']

const any = (session: Session | null, permissions: readonly string[]) =>
  session?.permissions.some((each) => permissions.includes(each)) ?? false

export const mayGive = (session: Session | null): boolean => any(session, GIVE) && (session?.organisation.verified ?? false)
export const mayRevoke = (session: Session | null): boolean => any(session, REVOKE)
