/** A place for documents opened by hand: a kind, and the year or the subject that it is about. */
import { useQueryClient } from '@tanstack/react-query'
import { Button, Input, InputNumber, Select } from 'antd'
import { type FormEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ok } from '../../../api/client'
import type { components } from '../../../api/schema'
import { today } from '../../../lib/dates'
import { useMutation } from '../../../lib/useMutation'
import FormProblem from '../../../ui/FormProblem'
import { BROUGHT, type Kind } from '../model'

/** As PlaceholderIn. */
const YEARS = { min: 1949, max: 2199 }

export default function OpenPlaceholder() {
  const { t } = useTranslation()
  const id = useId()
  const client = useQueryClient()
  const [open, setOpen] = useState(false)
  const [kind, setKind] = useState<Kind>('accounts')
  const [year, setYear] = useState<number | null>(Number(today().slice(0, 4)) - 1)
  const [subject, setSubject] = useState('')
  const make = useMutation({
    mutationFn: (body: components['schemas']['PlaceholderIn']) => ok(api.POST('/api/v1/placeholders', { body })),
    onSuccess: async () => {
      setOpen(false)
      setSubject('')
      await client.invalidateQueries({ queryKey: ['documents', 'placeholders'] })
    },
  })
  if (!open) return <p><Button onClick={() => setOpen(true)}>{t('vault.places.open')}</Button></p>
  const send = (event: FormEvent) => {
    event.preventDefault()
    make.mutate({ kind, year, subject: subject.trim() })
  }
  return (
    <form className="vt-open-place" aria-label={t('vault.places.open')} onSubmit={send}>
      <div className="zr-field">
        <label htmlFor={`${id}-kind`}>{t('vault.list.kind')}</label>
        <Select id={`${id}-kind`} value={kind} onChange={setKind} options={BROUGHT.map((value) => ({ value, label: t(`vault.kind.${value}`) }))} />
      </div>
      <div className="zr-field">
        <label htmlFor={`${id}-year`}>{t('vault.places.year')}</label>
        <InputNumber id={`${id}-year`} {...YEARS} precision={0} value={year} onChange={setYear} />
      </div>
      <div className="zr-field">
        <label htmlFor={`${id}-subject`}>{t('vault.places.subject')}</label>
        <Input id={`${id}-subject`} value={subject} maxLength={80} onChange={(event) => setSubject(event.target.value)} />
      </div>
      <div className="vt-open-acts">
        <Button type="primary" htmlType="submit" loading={make.isPending}>{t('vault.places.make')}</Button>
        <Button onClick={() => setOpen(false)}>{t('common.cancel')}</Button>
      </div>
      <FormProblem error={make.error} />
    </form>
  )
}
