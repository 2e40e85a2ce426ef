/** The secret for the reader's authenticator, to scan or to type; in force with its first code. */
import { Button } from 'antd'
import { type FormEvent, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { components } from '../../../api/schema'
import CodeField from '../../../ui/CodeField'
import FormProblem from '../../../ui/FormProblem'
import { useFactorActions } from '../queries'
import { inFours, pictureOf } from '../factor'

export type Begun = components['schemas']['SecondFactorBegunOut']

interface Props {
  begun: Begun
  confirmed: (recoveryCodes: string[]) => void
  giveUp: () => void
}

export default function SetUpFactor({ begun, confirmed, giveUp }: Props) {
  const { t } = useTranslation()
  const actions = useFactorActions()
  const heading = useRef<HTMLHeadingElement>(null)
  const [code, setCode] = useState('')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  useEffect(() => heading.current?.focus(), [])
  const send = async (event: FormEvent) => {
    event.preventDefault()
    setTried(true)
    setError(null)
    if (!code.trim()) return
    setBusy(true)
    try {
      confirmed((await actions.confirm(code.trim())).recovery_codes)
    } catch (problem) {
      setCode('')
      setTried(false)
      setError(problem)
    } finally {
      setBusy(false)
    }
  }
  return (
    <form className="zr-form" noValidate onSubmit={(event) => void send(event)}>
      <h3 ref={heading} tabIndex={-1}>{t('identity.factor.scan')}</h3>
      <div className="zr-factor">
        <img src={pictureOf(begun.qr_svg)} width={220} height={220} alt={t('identity.factor.qr')} />
        <div>
          <div>{t('identity.factor.secret')}</div>
          <code className="zr-secret">{inFours(begun.secret)}</code>
          <div className="zr-sub">{t('identity.factor.secretHelp')}</div>
        </div>
      </div>
      <h3>{t('identity.factor.confirm')}</h3>
      <FormProblem error={error} />
      <div className="zr-narrow-form">
        <CodeField value={code} onChange={setCode} recovery={false} error={tried && !code.trim() ? t('common.required') : null} />
      </div>
      <div className="zr-person-actions">
        <Button type="primary" htmlType="submit" loading={busy}>{t('identity.factor.turnOn')}</Button>
        <Button onClick={giveUp}>{t('identity.factor.cancel')}</Button>
      </div>
    </form>
  )
}
