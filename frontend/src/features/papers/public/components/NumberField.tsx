/** The number that a paper bears, and the way to what is known of it. */
import { Button, Input } from 'antd'
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'

export default function NumberField({ start }: { start: string }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const id = useId()
  const [number, setNumber] = useState(start)
  const [missing, setMissing] = useState(false)
  const look = (event: FormEvent) => {
    event.preventDefault()
    const plain = number.normalize('NFKC').replace(/\s/gu, '').toUpperCase()
    setMissing(plain === '')
    if (plain) void navigate(`/verify/${encodeURIComponent(plain)}`)
  }
  return (
    <form className="pp-number" role="search" onSubmit={look}>
      <label htmlFor={id}>{t('papers.verify.number')}</label>
      <div>
        <Input id={id} size="large" value={number} maxLength={40} autoComplete="off" spellCheck={false}
          aria-invalid={missing || undefined} aria-describedby={missing ? `${id}-error` : undefined}
          onChange={(event) => setNumber(event.target.value)} />
        <Button size="large" type="primary" htmlType="submit">{t('papers.verify.look')}</Button>
      </div>
      {missing && <div className="field-error" id={`${id}-error`} role="alert">{t('common.required')}</div>}
    </form>
  )
}
