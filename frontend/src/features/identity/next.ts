/** Where to go after sign-in: an address of this site, or the reader's home. */
import { HOME, type Session } from '../../lib/permissions'

export function placeAfter(next: string | null, session: Session): string {
  const isOurs = next !== null && /^\/(?![/\\])/u.test(next) && !next.startsWith('/sign-in')
  return isOurs ? next : HOME[session.organisation.kind]
}
