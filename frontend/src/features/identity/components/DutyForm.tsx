/** From which day on a role of one's own organisation needs a second factor, or needs it no more. */
import { InputNumber, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { today } from '../../../lib/dates'
import { DayField } from '../../../ui/DayField'
import FormProblem from '../../../ui/FormProblem'
import { type RoleTerms, useSetTerm } from '../queries'
import Field from './Field'

const MOST_GRACE = 90

interface Props {
  terms: RoleTerms
  obliged: boolean
  close: () => void
  saved: () => void
}

export default function DutyForm({ terms, obliged, close, saved }: Props) {
  const { t } = useTranslation()
  const set = useSetTerm()
  const [from, setFrom] = useState<string | undefined>(today())
  const [grace, setGrace] = useState<number | null>(terms.own?.grace_days ?? 14)
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const role = t(`role.${terms.role}`)
  const send = async () => {
    setTried(true)
    setError(null)
    if (!from || grace === null) return
    setBusy(true)
    try {
      await set({ role: terms.role, obliged, from_on: from, grace_days: grace })
      saved()
    } catch (problem) {
      setError(problem)
    } finally {
      setBusy(false)
    }
  }
  const title = obliged ? t(terms.own ? 'identity.duty.changeOf' : 'identity.duty.obligeOf', { role }) : t('identity.duty.endOf', { role })
  return (
    <Modal open onCancel={close} onOk={() => void send()} confirmLoading={busy} title={title} okText={t('common.save')}>
      <div className="zr-form">
        <FormProblem error={error} />
        {!obliged && <p>{t('identity.duty.endText')}</p>}
        <Field label={t('identity.duty.fromOn')} {...(obliged ? { help: t('identity.duty.fromHelp') } : {})} error={tried && !from ? t('common.required') : null}>
          <DayField value={from ?? ''} from={today()} onChange={setFrom} />
        </Field>
        {obliged && (
          <Field label={t('identity.duty.grace')} help={t('identity.duty.graceHelp')} error={tried && grace === null ? t('common.required') : null}>
            <InputNumber value={grace} onChange={setGrace} min={0} max={MOST_GRACE} precision={0} />
          </Field>
        )}
      </div>
    </Modal>
  )
}
