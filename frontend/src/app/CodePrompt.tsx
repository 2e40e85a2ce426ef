/** The one prompt for the second factor's code, over whatever page or dialog needs it. */
import { Button, type InputRef, Modal } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { askedOfPasskey, showPasskey, takesFigures } from '../api/passkeys'
import { type Problem, asProblem, sentenceFor } from '../api/problem'
import { askWith } from '../api/secondFactor'
import CodeField from '../ui/CodeField'

interface Asked {
  refused: Problem
  answer: (code: string | null) => void
}

export default function CodePrompt() {
  const [asked, setAsked] = useState<Asked | null>(null)
  useEffect(
    () => askWith({
      ask: (refused) => new Promise((answer) => setAsked({ refused, answer })),
      done: () => setAsked(null),
    }),
    [],
  )
  return asked && <CodeDialog asked={asked} />
}

function CodeDialog({ asked }: { asked: Asked }) {
  const { t } = useTranslation()
  const [code, setCode] = useState('')
  const [missing, setMissing] = useState(false)
  const [sentFor, setSentFor] = useState<Asked | null>(null)
  /** Why the passkey gave no answer. */
  const [undone, setUndone] = useState<string | null>(null)
  const field = useRef<InputRef>(null)
  const busy = sentFor === asked
  // A refused code is typed anew, in the same place.
  useEffect(() => {
    setCode('')
    setUndone(null)
    field.current?.focus()
  }, [asked])
  // The prompt goes without a closing movement: whoever had the focus gets it back here.
  useEffect(() => {
    const before = document.activeElement
    return () => {
      if (before instanceof HTMLElement && before.isConnected) before.focus({ preventScroll: true })
    }
  }, [])
  const send = () => {
    if (busy) return
    if (code.trim() === '') {
      setMissing(true)
      field.current?.focus()
      return
    }
    setSentFor(asked)
    asked.answer(code.trim())
  }
  const { refused } = asked
  const options = askedOfPasskey(refused)
  const show = async (given: Record<string, unknown>) => {
    setUndone(null)
    try {
      const answer = await showPasskey(given)
      setSentFor(asked)
      asked.answer(answer)
    } catch (error) {
      setUndone(sentenceFor(asProblem(error).code, t))
    }
  }
  const wrong = refused.code === 'identity.code_needed' ? null : sentenceFor(refused.code, t, refused.facts)
  return (
    <Modal open zIndex={1200} width={420} title={t('code.title')} okText={t('code.send')} cancelText={t('common.cancel')} confirmLoading={busy}
      onOk={send} onCancel={() => asked.answer(null)}
      afterOpenChange={(open) => open && field.current?.focus()}>
      <p>{t('code.why')}</p>
      {options && <p><Button block loading={busy} onClick={() => void show(options)}>{t('code.usePasskey')}</Button></p>}
      <form noValidate onSubmit={(event) => {
        event.preventDefault()
        send()
      }}>
        <CodeField value={code} field={field} autoFocus figures={takesFigures(refused)} error={busy ? null : missing ? t('common.required') : undone ?? wrong}
          onChange={(typed) => {
            setMissing(false)
            setCode(typed)
          }} />
      </form>
    </Modal>
  )
}
