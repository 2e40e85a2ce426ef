/** Six figures of the reader's authenticator, or one of his recovery codes instead. */
import { Button, Input, type InputRef } from 'antd'
import { type Ref, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'

interface Props {
  value: string
  onChange: (code: string) => void
  error?: string | null | undefined
  large?: boolean
  autoFocus?: boolean
  /** Whether a recovery code may stand in. */
  recovery?: boolean
  /** Whether there is an authenticator; otherwise only a recovery code is typed. */
  figures?: boolean
  field?: Ref<InputRef>
}

export default function CodeField({ value, onChange, error, large = false, autoFocus = false, recovery = true, figures = true, field }: Props) {
  const { t } = useTranslation()
  const id = useId()
  const [letters, setLetters] = useState(!figures)
  const kind = letters ? 'recovery' : 'figures'
  const told = [`${id}-help`, error ? `${id}-error` : ''].filter(Boolean).join(' ')
  return (
    <div className="zr-field zr-code">
      <label htmlFor={id}>{t(`code.${kind}`)}</label>
      <Input key={kind} id={id} ref={field} size={large ? 'large' : 'middle'} value={value} maxLength={40} autoFocus={autoFocus || letters}
        autoComplete={letters ? 'off' : 'one-time-code'} inputMode={letters ? 'text' : 'numeric'} autoCapitalize="off" spellCheck={false}
        aria-invalid={error ? true : undefined} aria-describedby={told} {...(error ? { status: 'error' as const } : {})}
        onChange={(event) => onChange(event.target.value)} />
      <span className="zr-sub" id={`${id}-help`}>{t(`code.${kind}Help`)}</span>
      {error && <div className="field-error" role="alert" id={`${id}-error`}>{error}</div>}
      {recovery && figures && (
        <div>
          <Button type="link" htmlType="button" className="zr-code-other" onClick={() => {
            setLetters(!letters)
            onChange('')
          }}>{t(letters ? 'code.useFigures' : 'code.useRecovery')}</Button>
        </div>
      )}
    </div>
  )
}
