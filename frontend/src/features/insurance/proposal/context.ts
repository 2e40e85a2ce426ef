/** What every question of the form knows: the proposal as it is stored, what is on offer, what is open. */
import { createContext, useContext } from 'react'
import type { Product } from '../queries'
import type { OfferedPart } from './model'
import type { Proposal } from './queries'
import type { Draft } from './useProposalDraft'

export interface Asking {
  proposal: Proposal
  products: readonly Product[]
  offered: readonly OfferedPart[]
  /** The territories that any insurer covers. */
  territories: readonly string[]
  draft: Draft
  readOnly: boolean
  go: (step: string, at?: string) => void
}

export const AskingContext = createContext<Asking | null>(null)

export function useAsking(): Asking {
  const asking = useContext(AskingContext)
  if (!asking) throw new Error('useAsking outside a proposal')
  return asking
}
