/** The next version of the bank's words, stated whole; nobody reads it before another person accepts it. */
import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { today } from '../../../../lib/dates'
import { type Phrases, REASONS, usePhraseActs } from '../../phrases'
import { DateField, TextField } from '../../shelf/components/fields'
import OpenForm from './OpenForm'

const filled = (words: Record<string, string | undefined>) =>
  Object.fromEntries(Object.entries(words).map(([code, text]) => [code, text?.trim() ?? '']).filter(([, text]) => text !== ''))

export default function PhraseForm({ from, close }: { from: Phrases; close: () => void }) {
  const { t } = useTranslation()
  const { propose } = usePhraseActs()
  const [reasons, setReasons] = useState<Record<string, string | undefined>>(from.reasons)
  const [conditions, setConditions] = useState(from.conditions)
  const [day, setDay] = useState(today())
  const [reason, setReason] = useState('')
  const told = conditions.map((each) => each.trim()).filter((each) => each !== '')
  return (
    <OpenForm send={t('desk.phrases.send')} ready={reason.trim() !== '' && day >= today()} busy={propose.isPending} error={propose.error} close={close}
      submit={() => propose.mutate({ reasons: filled(reasons), conditions: told, valid_from: day, reason: reason.trim() }, { onSuccess: close })}>
      <DateField label={t('desk.phrases.from')} value={day} onChange={setDay} />
      <TextField label={t('desk.phrases.basis')} value={reason} onChange={setReason} max={1000} />
      <h3 className="zs-wide" style={{ margin: 0 }}>{t('desk.phrases.reasons')}</h3>
      {REASONS.map((code) => (
        <TextField key={code} wide long max={1000} label={t(`bank.reason.${code}`)} value={reasons[code] ?? ''}
          onChange={(text) => setReasons({ ...reasons, [code]: text })} />
      ))}
      <fieldset className="zs-wide" style={{ border: 0, padding: 0, margin: 0, minWidth: 0 }}>
        <legend style={{ fontWeight: 600, padding: '0 0 8px' }}>{t('desk.phrases.conditions')}</legend>
        {conditions.map((each, n) => (
          <div key={n} style={{ display: 'flex', gap: 8, marginBottom: 8 }}>
            <Input.TextArea value={each} maxLength={1000} autoSize={{ minRows: 1, maxRows: 4 }} aria-label={t('desk.phrases.condition_n', { n: n + 1 })}
              onChange={(event) => setConditions(conditions.with(n, event.target.value))} />
            <Button aria-label={t('desk.phrases.remove_n', { n: n + 1 })} onClick={() => setConditions(conditions.toSpliced(n, 1))}>{t('desk.phrases.remove')}</Button>
          </div>
        ))}
        <Button onClick={() => setConditions([...conditions, ''])}>{t('desk.phrases.add')}</Button>
      </fieldset>
    </OpenForm>
  )
}
