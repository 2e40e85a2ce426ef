/** A second person puts in force what was filed: the regulator's number, its days, a code of the reader's care. */
import { Button, Input, Modal, Select } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { today } from '../../../lib/dates'
import { DayField } from '../../../ui/DayField'
import FormProblem from '../../../ui/FormProblem'
import type { Filing } from '../queries'

interface Props {
  label: string
  title: string
  text: string
  /** The number that the document bears, where it bears one. */
  number?: string
  /** Published plans that can rate it; absent where none is asked for. */
  plans?: readonly string[]
  run: (filing: Filing, plan: string | null) => Promise<unknown>
}

export default function FilingForm({ label, title, text, number = '', plans, run }: Props) {
  const { t } = useTranslation()
  const id = useId()
  const [open, setOpen] = useState(false)
  const [filing, setFiling] = useState({ filing_number: number, filed_on: today(), valid_from: today(), valid_to: '' })
  const [plan, setPlan] = useState<string | null>(plans?.[0] ?? null)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const set = (part: Partial<typeof filing>) => setFiling({ ...filing, ...part })
  const send = async () => {
    setBusy(true)
    setError(null)
    try {
      await run({ ...filing, valid_to: filing.valid_to || null }, plan)
      setOpen(false)
    } catch (problem) {
      setError(problem)
    } finally {
      setBusy(false)
    }
  }
  const days = [['filed_on', today()], ['valid_from', undefined], ['valid_to', undefined]] as const
  return (
    <>
      <Button type="primary" onClick={() => setOpen(true)}>{label}</Button>
      <Modal open={open} title={title} onCancel={() => setOpen(false)} onOk={() => void send()} okText={label} confirmLoading={busy} destroyOnHidden>
        <p>{text}</p>
        <div className="zi-stack">
          <div className="zr-field">
            <label htmlFor={`${id}-number`}>{t('field.filing_number')}</label>
            <Input id={`${id}-number`} value={filing.filing_number} maxLength={80} autoComplete="off" onChange={(event) => set({ filing_number: event.target.value })} />
          </div>
          {days.map(([key, upTo]) => (
            <div key={key} className="zr-field">
              <label htmlFor={`${id}-${key}`}>{t(`insurance.filing.${key}`)}</label>
              <DayField id={`${id}-${key}`} value={filing[key]} {...(upTo ? { upTo } : {})} onChange={(day) => set({ [key]: day ?? '' })} />
            </div>
          ))}
          {plans && (
            <div className="zr-field">
              <label htmlFor={`${id}-plan`}>{t('insurance.filing.plan')}</label>
              <Select id={`${id}-plan`} value={plan ?? ''} onChange={(code) => setPlan(code || null)}
                options={[...plans.map((value) => ({ value, label: value })), { value: '', label: t('insurance.filing.no_plan') }]} />
            </div>
          )}
        </div>
        <FormProblem error={error} />
      </Modal>
    </>
  )
}
