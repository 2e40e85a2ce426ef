/** One act of the desk or the checker in a dialog; what was typed stays when it is refused. */
import { Form, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { today } from '../../../lib/dates'
import { useMe } from '../../../lib/permissions'
import { useActing } from '../../../lib/useActing'
import { useAsRead } from '../../../lib/useAsRead'
import { differingOf } from '../../../ui/DifferingFields'
import StaleDecision from '../../../ui/StaleDecision'
import { deposit } from '../../../ui/useDeposit'
import type { Pledge } from '../model'
import { type Done, useAct } from '../queries'
import { AFTER, type AfterName, type AfterValues, afterOf, isAfter, scanOf } from '../after'
import { ActFields, type ActValues as Plain } from './ActFields'

/** In the order in which they are offered. */
export const FORMS = [
  'filing', 'registration', 'verification', 'defect', 'cure', 'warning', 'refusal', 'reopening', 'withdrawal', ...AFTER,
] as const
export type FormName = (typeof FORMS)[number]
type ActValues = Omit<Plain, 'outcome'> & Omit<AfterValues, 'outcome'> & { outcome?: Plain['outcome'] | AfterValues['outcome'] }
/** Acts that end something. */
export const DANGEROUS: readonly FormName[] = ['refusal', 'withdrawal', 'cancellation', 'revocation']

const SCAN: Partial<Record<FormName, string>> = {
  registration: 'registration_notice', refusal: 'refusal_notice', defect: 'other', warning: 'other', cure: 'other',
}

export function ActForm({ pledge, name, title, onClose }: { pledge: Pledge; name: FormName; title: string; onClose: () => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<ActValues>()
  const act = useAct(pledge.id)
  const sent = useActing()
  const me = useMe().member
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const [revision, read] = useAsRead(pledge.revision)
  const correcting = name === 'registration' && pledge.registration !== null
  const ownRecord = name === 'verification' && pledge.registration?.recorded_by === me.id
  const send = async (values: ActValues) => {
    if (busy) return
    setBusy(true)
    setProblem(null)
    try {
      const kind = isAfter(name) ? scanOf(name, values.outcome) : SCAN[name]
      const document_id = kind && values.scan ? (await sent(deposit(values.scan, kind))).id : undefined
      const done = isAfter(name) ? afterOf(name, values as AfterValues, document_id) : doneOf(name, values as Plain, document_id)
      await act.mutateAsync({ ...done, body: { ...done.body, revision } } as Done)
      onClose()
    } catch (error) {
      setProblem(error)
    } finally {
      setBusy(false)
    }
  }
  // What this act is no longer for is read on the page, not in its dialog.
  const take = () => {
    setProblem(null)
    read()
    if (!pledge.allowed_actions.includes(name)) onClose()
  }
  return (
    <Modal open title={title} okText={title} cancelText={t('registry.form.cancel')} onCancel={onClose} onOk={() => form.submit()}
      confirmLoading={busy} okButtonProps={{ danger: DANGEROUS.includes(name), style: ownRecord ? { display: 'none' } : undefined }}
      destroyOnHidden>
      {ownRecord ? <p>{t('registry.verify.recorder')}</p> : (
        <Form form={form} layout="vertical" requiredMark={false} initialValues={beginning(name, pledge)} onFinish={(values) => void send(values)}>
          <ActFields name={name} pledge={pledge} correcting={correcting} />
          <StaleDecision error={problem} subject="pledge" over={!pledge.allowed_actions.includes(name)} onTake={take} />
        </Form>
      )}
    </Modal>
  )
}

function beginning(name: FormName, pledge: Pledge): Partial<ActValues> {
  const day = today()
  switch (name) {
    case 'filing':
      return { channel: 'online', day }
    case 'verification':
      return { outcome: 'confirmed', looked_in: 'notice', day }
    case 'registration':
      return { number: pledge.registration?.number ?? '', day: pledge.registration?.registered_on ?? day }
    case 'warning':
      return { grounds: [], day }
    case 'change-result':
    case 'cancellation-result':
      return { outcome: 'approved', day }
    case 'refusal':
      return { grounds: [], day }
    default:
      return { day }
  }
}

/** The body that the act takes; fields it does not know are left out. */
function doneOf(name: Exclude<FormName, AfterName>, values: Plain, document_id: string | undefined): Done {
  const scan = document_id === undefined ? {} : { document_id }
  const reason = values.reason?.trim() ?? ''
  switch (name) {
    case 'filing':
      return { act: name, body: { channel: values.channel ?? 'online', filed_on: values.day } }
    case 'registration':
      return {
        act: name,
        body: { number: values.number?.trim() ?? '', registered_on: values.day ?? '', patents: [], pledgees: [], pledgors: [], ...scan, ...(reason ? { reason } : {}) },
      }
    case 'verification':
      return {
        act: name,
        body: { outcome: values.outcome ?? 'confirmed', looked_in: values.looked_in, looked_on: values.day, differing: values.outcome === 'mismatch' ? differingOf(values) : [], ...(reason ? { reason } : {}) },
      }
    case 'defect':
      return { act: name, body: { text: reason, cure_by: values.until ?? '', noted_on: values.day, ...scan } }
    case 'cure':
      return { act: name, body: { cured_on: values.day, ...(reason ? { note: reason } : {}), ...scan } }
    case 'warning':
      return { act: name, body: { grounds: values.grounds ?? [], warned_on: values.day, ...(values.until ? { answer_by: values.until } : {}), ...scan } }
    case 'refusal':
      return { act: name, body: { reason, grounds: values.grounds ?? [], refused_on: values.day, ...scan } }
    case 'reopening':
      return { act: name, body: { reason } }
    case 'withdrawal':
      return { act: name, body: reason ? { reason } : {} }
  }
}
