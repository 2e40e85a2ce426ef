/** One number that a register or a paper bears, and the way to what is published under it. */
import { Button, Input } from 'antd'
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import './numberForm.css'

interface Props {
  /** The page that knows the number: `/register`, `/verify`. */
  page: string
  label: string
  send: string
  start?: string
  example?: string
  primary?: boolean
}

export default function NumberForm({ page, label, send, start = '', example, primary }: Props) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const id = useId()
  const [number, setNumber] = useState(start)
  const [missing, setMissing] = useState(false)
  const look = (event: FormEvent) => {
    event.preventDefault()
    const plain = number.normalize('NFKC').replace(/\s/gu, '').toUpperCase()
    setMissing(plain === '')
    if (plain) void navigate(`${page}/${encodeURIComponent(plain)}`)
  }
  return (
    <form className="number-form" role="search" onSubmit={look}>
      <label htmlFor={id}>{label}</label>
      <div>
        <Input id={id} size="large" value={number} maxLength={40} autoComplete="off" spellCheck={false} placeholder={example}
          aria-invalid={missing || undefined} aria-describedby={missing ? `${id}-error` : undefined}
          onChange={(event) => setNumber(event.target.value)} />
        <Button size="large" type={primary ? 'primary' : 'default'} htmlType="submit">{send}</Button>
      </div>
      {missing && <div className="field-error" id={`${id}-error`} role="alert">{t('common.required')}</div>}
    </form>
  )
}
