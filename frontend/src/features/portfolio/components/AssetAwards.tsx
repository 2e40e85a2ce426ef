/** Awards that the firm stated of an invention, and the form for another one. */
import { Button, Form, Input, Modal, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useDivisionName } from '../../../api/divisions'
import { today } from '../../../lib/dates'
import type { Tone } from '../../../lib/status'
import { useActing } from '../../../lib/useActing'
import { DayField } from '../../../ui/DayField'
import FormProblem from '../../../ui/FormProblem'
import Mark from '../../../ui/Mark'
import { ScanField } from '../../../ui/ScanField'
import { deposit } from '../../../ui/useDeposit'
import ViewLink from '../../../ui/ViewLink'
import { useAwards, useStateAward, useWithdrawAward } from '../queries'

const TONE: Record<string, Tone> = { stated: 'pending', confirmed: 'success', rejected: 'danger', withdrawn: 'neutral' }
const KINDS = ['china_patent', 'national_science'] as const

interface Props {
  id: string
  title: string
  mayState: boolean
  /** Of whose firms awards are decided, where this one is none of them. */
  elsewhere: string | undefined
}

export default function AssetAwards({ id, title, mayState, elsewhere }: Props) {
  const { t } = useTranslation()
  const nameOf = useDivisionName()
  const [stating, setStating] = useState(false)
  const found = useAwards(id).data?.items ?? []
  const withdraw = useWithdrawAward()
  return (
    <div className="pf-pad">
      {found.length > 0 && (
        <ul className="pf-sources-words">
          {found.map((each) => (
            <li key={each.id}>
              {each.title} <span className="num nowrap">{each.awarded_on}</span>{' '}
              <Mark tone={TONE[each.state] ?? 'neutral'}>{t(`portfolio.awards.standing.${each.state}`)}</Mark>{' '}
              <ViewLink id={each.document_id} name={each.document_name} />{' '}
              {each.ended_for && each.state !== 'withdrawn' && (
                <span className="pf-from">{t('portfolio.awards.by', { name: each.ended_by_name, organisation: each.ended_for })}</span>
              )}
              {each.reason && <span className="pf-from"> {each.reason}</span>}
              {each.allowed_actions.includes('withdrawal') && (
                <Button size="small" type="link" loading={withdraw.isPending} onClick={() => withdraw.mutate(each.id)}
                  aria-label={`${t('portfolio.awards.withdraw')} ${each.title}`}>
                  {t('portfolio.awards.withdraw')}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      {withdraw.isError && <FormProblem error={withdraw.error} />}
      {elsewhere !== undefined && <p className="muted">{t('portfolio.awards.elsewhere', { division: nameOf(elsewhere) })}</p>}
      {mayState && elsewhere === undefined && <Button size="small" onClick={() => setStating(true)}>{t('portfolio.awards.state')}</Button>}
      {stating && <StateAward id={id} title={title} onClose={() => setStating(false)} />}
    </div>
  )
}

interface Values {
  kind: (typeof KINDS)[number]
  title: string
  awarded_on: string
  paper: File
}

function StateAward({ id, title, onClose }: { id: string; title: string; onClose: () => void }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Values>()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const state = useStateAward(id)
  const sent = useActing()
  const send = async ({ paper, ...award }: Values) => {
    setBusy(true)
    setProblem(null)
    try {
      const { id: document_id } = await sent(deposit(paper, 'certificate'))
      await state.mutateAsync({ ...award, title: award.title.trim(), document_id })
      onClose()
    } catch (error) {
      setProblem(error)
    } finally {
      setBusy(false)
    }
  }
  const needed = [{ required: true, message: t('portfolio.awards.needed') }]
  return (
    <Modal open title={t('portfolio.awards.ask', { title })} okText={t('portfolio.awards.submit')} okButtonProps={{ loading: busy }}
      onOk={() => form.submit()} onCancel={onClose}>
      <p>{t('portfolio.awards.text')}</p>
      <Form form={form} layout="vertical" requiredMark={false} disabled={busy} initialValues={{ kind: KINDS[0] }}
        onFinish={(values) => void send(values)}>
        <Form.Item name="kind" label={t('portfolio.awards.kind')}>
          <Radio.Group options={KINDS.map((each) => ({ value: each, label: t(`portfolio.asset.quality.from.${each}`) }))} />
        </Form.Item>
        <Form.Item name="title" label={t('portfolio.awards.title')} extra={t('portfolio.awards.titleHelp')}
          rules={[{ required: true, whitespace: true, message: t('portfolio.awards.needed') }]}>
          <Input maxLength={120} autoComplete="off" />
        </Form.Item>
        <Form.Item name="awarded_on" label={t('portfolio.awards.day')} rules={needed}>
          <DayField upTo={today()} />
        </Form.Item>
        <Form.Item name="paper" label={t('portfolio.awards.paper')} rules={[{ required: true, message: t('portfolio.awards.paperNeeded') }]}>
          <ScanField label={t('portfolio.awards.paper')} />
        </Form.Item>
      </Form>
      {problem !== null && <FormProblem error={problem} />}
    </Modal>
  )
}
