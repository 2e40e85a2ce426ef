/** Who is signed in, for every page; the server decides, the client only shows. */
import { createContext, useContext } from 'react'

export type Session = {
  csrf_token: string
  member: { id: string; name: string; roles: string[] }
  organisation: {
    id: string
    kind: 'firm' | 'bank' | 'district' | 'operator' | 'appraiser' | 'guarantor' | 'insurer'
    name: string
    former_names: string[]
    uscc: string | null
    division: string | null
    street: string | null
    address_line: string | null
    verified: boolean
    verified_at: string | null
  }
  permissions: string[]
  /** Whether a code is asked for beside the password. */
  second_factor: boolean
  /** What the reader's roles oblige him to while he has none; after that day he only reads. */
  second_factor_duty: { needed_from: string; overdue: boolean } | null
}

export const SessionContext = createContext<Session | null>(null)

export const useSession = (): Session | null => useContext(SessionContext)

/** For pages behind sign-in. */
export function useMe(): Session {
  const session = useContext(SessionContext)
  if (!session) throw new Error('useMe outside a signed-in page')
  return session
}

export const useMay = (permission: string): boolean => useSession()?.permissions.includes(permission) ?? false

/** Where each kind of organisation is at home. */
export const HOME = { firm: '/e', bank: '/b', district: '/d', operator: '/o', appraiser: '/a', guarantor: '/c', insurer: '/i' } as const
