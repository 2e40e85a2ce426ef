/** One act on every chosen row, one after the other; what is refused is told row by row. */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asProblem, sentenceFor } from '../../api/problem'
import { useMutation } from '../../lib/useMutation'
import { type Change, changesIn } from '../StaleRecord'

export interface Outcome {
  name: string
  failure?: string
  /** In what the row is not any more what was looked at. */
  changes?: readonly Change[]
}

interface Of<T, B> {
  nameOf: (row: T) => string
  perform: (row: T, body: B) => Promise<unknown>
  /** What to read again afterwards. */
  queryKey: readonly string[]
  alsoRead?: readonly string[]
  /** With those that it was done to: they need not stay chosen. */
  onDone: (rows: readonly T[]) => void
}

export function useEach<T, B = void>({ nameOf, perform, queryKey, alsoRead, onDone }: Of<T, B>) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [outcomes, setOutcomes] = useState<Outcome[]>([])
  const run = useMutation({
    mutationFn: async ({ rows, body }: { rows: readonly T[]; body: B }) => {
      const done: Outcome[] = []
      for (const row of rows) {
        try {
          await perform(row, body)
          done.push({ name: nameOf(row) })
        } catch (problem) {
          const { code, facts } = asProblem(problem)
          done.push({ name: nameOf(row), failure: sentenceFor(code, t, facts), changes: changesIn(facts) })
        }
      }
      return done
    },
    onSuccess: async (done, { rows }) => {
      setOutcomes(done)
      onDone(rows.filter((_, n) => done[n]?.failure === undefined))
      await Promise.all([queryKey, ...(alsoRead ? [alsoRead] : [])].map((key) => client.invalidateQueries({ queryKey: key })))
    },
  })
  return { run, outcomes, forget: () => setOutcomes([]) }
}
