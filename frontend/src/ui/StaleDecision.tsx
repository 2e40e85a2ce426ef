/** Why a decision was refused: where the record changed since it was read, in what; else as any form. */
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { asProblem, sentenceFor } from '../api/problem'
import FormProblem from './FormProblem'
import StaleRecord, { changesIn } from './StaleRecord'

/** What can be decided no more, however it is read. */
export const isOver = (error: unknown): boolean => error !== null && asProblem(error).facts['decidable'] === false

interface Props {
  error: unknown
  /** Read the record anew, and decide again. */
  onTake: () => void
  /** What a field is called here, where it is not called as everywhere. */
  name?: (field: string) => string | undefined
  /** Values that are words of a list. */
  word?: (field: string, value: unknown) => string | undefined
  /** Nothing is left to decide: what stands is only looked at. */
  over?: boolean
  /** Whose states are told. */
  subject?: string
}

export default function StaleDecision({ error, onTake, name, word, over = false, subject }: Props) {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (error) box.current?.focus()
  }, [error])
  if (error === null || error === undefined) return null
  const { code, facts } = asProblem(error)
  if (!Array.isArray(facts['differences'])) return <FormProblem error={error} />
  return (
    <div ref={box} tabIndex={-1}>
      <StaleRecord title={sentenceFor(code, t, facts)} text={t('stale.text')} changes={changesIn(facts)} action={t(over || isOver(error) ? 'stale.look' : 'stale.take')} onTake={onTake}
        nameOf={name} word={word} subject={subject} />
    </div>
  )
}
