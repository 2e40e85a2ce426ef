/** Why a form was refused: takes the focus, names the fields, keeps everything typed. */
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { asProblem, fieldName, hasWords, sentenceFor } from '../api/problem'
import SignInAgain from './SignInAgain'
import { Changes, changesIn } from './StaleRecord'

interface Props {
  error: unknown
  /** Values of what changed that are words of a list. */
  word?: (field: string, value: unknown) => string | undefined
}

export default function FormProblem({ error, word }: Props) {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (error) box.current?.focus()
  }, [error])
  if (!error) return null
  const problem = asProblem(error)
  const changes = changesIn(problem.facts)
  return (
    <div ref={box} className="zr-problem" role="alert" tabIndex={-1}>
      <strong>{sentenceFor(problem.code, t, problem.facts)}</strong>
      {changes.length > 0 && <Changes of={changes} word={word} />}
      {problem.errors.length > 0 && (
        <ul>
          {problem.errors.map((each) => (
            <li key={each.key + each.message}>
              {each.key && <strong>{fieldName(each.key, t)}{t('common.colon')}</strong>}{each.message}
            </li>
          ))}
        </ul>
      )}
      {problem.errors.length === 0 && problem.detail && !hasWords(problem.code, t) && (
        <div className="zr-sub" lang="en">{problem.detail}</div>
      )}
      <SignInAgain error={problem} />
      {problem.requestId && <div className="zr-sub">{t('common.error.number', { number: problem.requestId })}</div>}
    </div>
  )
}
