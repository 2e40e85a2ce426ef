/** Why a decision was refused: where the record changed since it was read, in what; else as any form. */
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { asProblem, sentenceFor } from '../api/problem'
import FormProblem from './FormProblem'
import StaleRecord, { changesIn } from './StaleRecord'

interface Props {
  error: unknown
  /** Read the record anew, and decide again. */
  onTake: () => void
  /** What a field is called here, where it is not called as everywhere. */
  name?: (field: string) => string | undefined
  /** Values that are words of a list. */
  word?: (field: string, value: unknown) => string | undefined
  /** Whose states are told. */
  subject?: string
}

export default function StaleDecision({ error, onTake, name, word, subject }: Props) {
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
      <StaleRecord title={sentenceFor(code, t, facts)} text={t('stale.text')} changes={changesIn(facts)} action={t('stale.take')} onTake={onTake}
        nameOf={name} word={word} subject={subject} />
    </div>
  )
}
