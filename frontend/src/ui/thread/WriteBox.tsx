/** A message with its papers; what is typed survives a reload until it is sent. */
import { Button, Input } from 'antd'
import { useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useKeptDraft } from '../../lib/useKeptDraft'
import FormProblem from '../FormProblem'
import PaperPicks from './PaperPicks'
import './thread.css'

interface Props {
  /** Under which name it is kept on this device. */
  keepAs: string
  label: string
  button: string
  /** Who may read the papers that go with it, and how long. */
  papersHelp: string
  primary?: boolean
  send: (message: { text: string; document_ids: string[] }) => Promise<unknown>
}

export default function WriteBox({ keepAs, label, button, papersHelp, primary = false, send }: Props) {
  const { t } = useTranslation()
  const id = useId()
  const kept = useKeptDraft<{ text: string; papers: string[] }>(keepAs, { text: '', papers: [] })
  const [missing, setMissing] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const { text, papers } = kept.value
  const now = useRef(papers)
  useEffect(() => { now.current = papers })
  const submit = async () => {
    if (busy) return
    setMissing(text.trim() === '')
    if (text.trim() === '') {
      document.getElementById(id)?.focus()
      return
    }
    setBusy(true)
    setError(null)
    try {
      await send({ text: text.trim(), document_ids: papers })
      // A paper that came while it was on its way did not go with it.
      const left = now.current.filter((each) => !papers.includes(each))
      if (left.length > 0) kept.set({ text: '', papers: left })
      else kept.reset()
    } catch (problem) {
      setError(problem)
    } finally {
      setBusy(false)
    }
  }
  return (
    <form className="zr-write" noValidate onSubmit={(event) => { event.preventDefault(); void submit() }}>
      <div className="zr-field">
        <label htmlFor={id}>{label}</label>
        <Input.TextArea id={id} value={text} readOnly={busy} maxLength={4000} showCount autoSize={{ minRows: 3, maxRows: 10 }} aria-invalid={missing || undefined} aria-describedby={missing ? `${id}-error` : undefined}
          onChange={(event) => kept.set({ text: event.target.value, papers })}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && !event.nativeEvent.isComposing) void submit()
          }} />
        {missing && <div className="field-error" id={`${id}-error`} role="alert">{t('common.required')}</div>}
      </div>
      <PaperPicks id={`${id}-papers`} help={papersHelp} value={papers} onChange={(ids) => kept.set({ text, papers: ids })} />
      <FormProblem error={error} />
      <div className="zr-write-send"><span className="zr-sub">{t('thread.keys')}</span><Button type={primary ? 'primary' : 'default'} htmlType="submit" loading={busy}>{button}</Button></div>
    </form>
  )
}
