/** Where to go after sign-in: an address of this site, or the reader's home; first of all to what he owes. */
import { HOME, type Session } from '../../lib/permissions'

export function placeAfter(next: string | null, session: Session): string {
  if (session.second_factor_duty?.overdue) return '/account'
  const isOurs = next !== null && /^\/(?![/\\])/u.test(next) && !next.startsWith('/sign-in')
  return isOurs ? next : HOME[session.organisation.kind]
}
