/** What failed, in a sentence, with the request's number and a way on. */
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useInRouterContext } from 'react-router'
import { asProblem, sentenceFor } from '../api/problem'
import SignInAgain from './SignInAgain'

interface Props {
  error: unknown
  retry?: () => void
  /** Inside a card. */
  compact?: boolean
}

export default function ErrorState({ error, retry, compact = false }: Props) {
  const { t } = useTranslation()
  const problem = asProblem(error)
  const kind = problem.status === 404 ? 'missing' : problem.status === 403 ? 'noRight' : problem.status === 0 ? 'offline' : 'failed'
  return (
    <div className={compact ? 'zr-error zr-error-compact' : 'zr-error'} role="alert">
      <h2>{t(`common.error.${kind}`)}</h2>
      <p>{sentenceFor(problem.code, t, problem.facts)}</p>
      {problem.requestId && <p className="zr-sub">{t('common.error.number', { number: problem.requestId })}</p>}
      <div className="zr-empty-action">
        <SignInAgain error={problem} />
        {retry && (
          <Button type={compact ? 'default' : 'primary'} onClick={retry}>
            {t('common.retry')}
          </Button>
        )}
        {!compact && <HomeLink text={t('common.home')} />}
      </div>
    </div>
  )
}

/** Outside the router (the very first page) a plain link does. */
function HomeLink({ text }: { text: string }) {
  return useInRouterContext() ? <Link to="/">{text}</Link> : <a href="/">{text}</a>
}
