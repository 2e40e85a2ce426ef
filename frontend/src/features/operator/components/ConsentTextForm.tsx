/** The next version of the platform's consent text, from a day on; it begins with the words of the present one. */
import { Button, Input } from 'antd'
import dayjs from 'dayjs'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { today } from '../../../lib/dates'
import { DayField } from '../../../ui/DayField'
import FormProblem from '../../../ui/FormProblem'
import { type ConsentText, LENDER, lacksLender, usePublishConsentText } from '../consentTexts'

const K = 'operator.consents'

export default function ConsentTextForm({ base }: { base: ConsentText }) {
  const { t } = useTranslation()
  const id = useId()
  const send = usePublishConsentText()
  const tomorrow = dayjs(today()).add(1, 'day').format('YYYY-MM-DD')
  const [words, setWords] = useState({ text: base.text, translation: base.translation })
  const [day, setDay] = useState<string | undefined>(tomorrow)
  const [tried, setTried] = useState(false)
  const same = words.text.trim() === base.text && words.translation.trim() === base.translation
  const open = same || !day || lacksLender(words.text) || lacksLender(words.translation)
  const submit = () => {
    setTried(true)
    if (open || !day) return
    send.mutate({ text: words.text.trim(), translation: words.translation.trim(), from_on: day }, { onSuccess: () => setTried(false) })
  }
  const field = (name: 'text' | 'translation', lang: string) => {
    const lacks = tried && lacksLender(words[name])
    return (
      <div className="zr-field">
        <label htmlFor={`${id}-${name}`}>{t(`${K}.${name}`)}</label>
        <Input.TextArea id={`${id}-${name}`} lang={lang} autoSize={{ minRows: 4, maxRows: 16 }} maxLength={8000} value={words[name]} aria-required
          aria-invalid={lacks} aria-describedby={`${id}-${name}-why`} onChange={(event) => setWords({ ...words, [name]: event.target.value })} />
        <div id={`${id}-${name}-why`} className={lacks ? 'field-error' : 'zr-sub'} role={lacks ? 'alert' : undefined}>{t(`${K}.lender`, { lender: LENDER })}</div>
      </div>
    )
  }
  return (
    <form className="zr-form" onSubmit={(event) => { event.preventDefault(); submit() }}>
      {field('text', 'zh-CN')}
      {field('translation', 'en')}
      <div className="zr-field">
        <label htmlFor={`${id}-day`}>{t(`${K}.day`)}</label>
        <DayField id={`${id}-day`} value={day} from={tomorrow} onChange={setDay} invalid={tried && !day} />
        {tried && !day && <div className="field-error" role="alert">{t('common.required')}</div>}
      </div>
      {tried && same && <div className="field-error" role="alert">{t(`${K}.same`, { version: base.version })}</div>}
      <FormProblem error={send.error} />
      <div><Button type="primary" htmlType="submit" loading={send.isPending}>{t(`${K}.run`)}</Button></div>
      <div role="status">{send.isSuccess && t(`${K}.done`, { version: send.data.version })}</div>
    </form>
  )
}
