/** Refusals that come when whoever sent has left the place where they would have stood. */
import { type Problem, asProblem } from '../api/problem'

export interface Late {
  problem: Problem
  /** The page from which it was sent. */
  from: string
}

const told = new WeakSet<WeakKey>()
const listeners = new Set<(late: Late) => void>()

export function hearLate(listener: (late: Late) => void): () => void {
  listeners.add(listener)
  return () => { listeners.delete(listener) }
}

/** Once each; whoever's session has ended is led to sign in anyway. */
export function tellLate(error: unknown, from: string) {
  const problem = asProblem(error)
  const key = error instanceof Error ? error : problem
  if (problem.status === 401 || told.has(key)) return
  told.add(key)
  listeners.forEach((listener) => listener({ problem, from }))
}
