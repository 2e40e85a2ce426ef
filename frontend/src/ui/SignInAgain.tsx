/** The way on when the session has ended: sign in, and back to this page, where kept drafts still stand. */
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { asProblem } from '../api/problem'
import { endSession } from '../api/query'

export default function SignInAgain({ error }: { error: unknown }) {
  const { t } = useTranslation()
  if (asProblem(error).code !== 'unauthenticated') return null
  return <Button type="primary" onClick={endSession}>{t('common.signInAgain')}</Button>
}
