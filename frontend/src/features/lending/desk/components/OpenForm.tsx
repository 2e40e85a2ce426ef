/** The frame of a small form above a list: its fields, what failed, send and leave. */
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import FormProblem from '../../../../ui/FormProblem'

export default function OpenForm({ send, submit, close, ready, busy, error, children }: {
  send: string
  submit: () => void
  close: () => void
  ready: boolean
  busy: boolean
  error: unknown
  children: ReactNode
}) {
  const { t } = useTranslation()
  return (
    <form style={{ padding: '12px 20px' }} noValidate onSubmit={(event) => {
      event.preventDefault()
      if (ready) submit()
    }}>
      <div className="zs-fields">{children}</div>
      <FormProblem error={error} />
      <div className="zb-acts" style={{ marginTop: 12 }}>
        <Button type="primary" htmlType="submit" disabled={!ready} loading={busy}>{send}</Button>
        <Button onClick={close}>{t('common.cancel')}</Button>
      </div>
    </form>
  )
}
