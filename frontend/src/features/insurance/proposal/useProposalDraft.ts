/** The form under the hands: kept on this device at once, and as the next version of the answers when the hand rests. */
import { useCallback, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asProblem } from '../../../api/problem'
import { useKeptDraft } from '../../../lib/useKeptDraft'
import { type Doc, type Fault, faultsOf } from '../model/doc'
import { cleaned } from './model'
import { type Proposal, putAnswers, useProposalActs } from './queries'

export type Saving = 'saved' | 'changed' | 'saving' | 'refused' | 'overtaken' | 'unreachable'
/** The hand rests for so long. */
const REST = 4_000

interface Kept {
  base: number
  answers: Doc
  evidence: Record<string, string[]>
}

const textOf = ({ answers, evidence }: Pick<Kept, 'answers' | 'evidence'>) => JSON.stringify([cleaned(answers), evidence])

export function useProposalDraft(proposal: Proposal, mayAnswer: boolean) {
  const { t } = useTranslation()
  const { keep } = useProposalActs()
  const start = { base: proposal.version, answers: proposal.answers as Doc, evidence: {} }
  const kept = useKeptDraft<Kept>(`proposal.${proposal.id}`, start)
  const now = useRef(kept.value)
  const saved = useRef(textOf(start))
  const version = useRef(kept.value.base)
  const [state, setState] = useState<Saving>(() => (textOf(kept.value) === textOf(start) ? 'saved' : 'changed'))
  const [stored, setStored] = useState<Doc>(start.answers)
  const [error, setError] = useState<unknown>(null)
  const [faults, setFaults] = useState<Fault[]>([])
  const running = useRef<Promise<boolean> | null>(null)

  const change = useCallback((next: (doc: Doc) => Doc) => {
    now.current = { ...now.current, answers: next(now.current.answers) }
    kept.set(now.current)
    setState('changed')
  }, [kept])

  const attach = (question: string, files: string[]) => {
    now.current = { ...now.current, evidence: { ...now.current.evidence, [question]: files } }
    kept.set(now.current)
    setState('changed')
  }

  const put = useCallback(async (): Promise<boolean> => {
    const sent = now.current
    const text = textOf(sent)
    if (text === saved.current) { setState('saved'); return true }
    setState('saving')
    try {
      const next = await putAnswers(proposal.id, version.current, cleaned(sent.answers) as Doc, sent.evidence)
      version.current = next.version
      saved.current = textOf({ answers: sent.answers, evidence: {} })
      now.current = { ...now.current, base: next.version, evidence: now.current.evidence === sent.evidence ? {} : now.current.evidence }
      setStored(sent.answers)
      setError(null)
      setFaults([])
      await keep(next)
      const still = textOf(now.current) === saved.current
      if (still) kept.drop()
      else kept.set(now.current)
      setState(still ? 'saved' : 'changed')
      return still
    } catch (problem: unknown) {
      const { code, status } = asProblem(problem)
      setError(problem)
      setFaults([400, 422].includes(status) ? faultsOf(problem, 'answers', t, sent.answers) : [])
      setState(code === 'underwriting.answers_overtaken' ? 'overtaken' : status === 0 || status >= 500 ? 'unreachable' : 'refused')
      return false
    }
  }, [proposal.id, keep, kept, t])

  /** One after the other: the next version stands on the last. */
  const save = useCallback(async (): Promise<boolean> => {
    if (!mayAnswer) return true
    while (running.current) await running.current
    running.current = put()
    try {
      return await running.current
    } finally {
      running.current = null
    }
  }, [put, mayAnswer])

  const saving = useRef(save)
  useEffect(() => { saving.current = save })
  const text = JSON.stringify(kept.value)
  useEffect(() => {
    if (state !== 'changed') return undefined
    const wait = setTimeout(() => void saving.current(), REST)
    return () => clearTimeout(wait)
  }, [text, state])
  useEffect(() => {
    const leave = () => { if (document.visibilityState === 'hidden') void saving.current() }
    document.addEventListener('visibilitychange', leave)
    return () => document.removeEventListener('visibilitychange', leave)
  }, [])

  return {
    /** As they were last saved, in the shape in which they were typed. */
    stored,
    doc: kept.value.answers, evidence: kept.value.evidence, keptAt: kept.keptAt, restoredAt: kept.restoredAt, state, error, faults, change, attach, save,
    /** Somebody answered meanwhile: put these answers on top of his, or take his. */
    onTop: (newest: number) => {
      version.current = newest
      now.current = { ...now.current, base: newest }
      kept.set(now.current)
      return saving.current()
    },
    discard: () => kept.reset(),
  }
}
export type Draft = ReturnType<typeof useProposalDraft>
