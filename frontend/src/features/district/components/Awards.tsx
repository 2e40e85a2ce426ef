/** Awards that firms stated of their inventions: checked against the certificate. */
import { Button, Input, Modal, Segmented } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Tone } from '../../../lib/status'
import { useListState } from '../../../lib/useListState'
import ExportButton from '../../../ui/ExportButton'
import FormProblem from '../../../ui/FormProblem'
import Listing from '../../../ui/Listing'
import Mark from '../../../ui/Mark'
import Panel from '../../../ui/Panel'
import ViewLink from '../../../ui/ViewLink'
import { saveAwards } from '../books'
import { type Award, useAwards, useDecideAward } from '../queries'

const TONE: Record<string, Tone> = { stated: 'pending', confirmed: 'success', rejected: 'danger', withdrawn: 'neutral' }
const SHOWN = ['stated', 'confirmed', 'rejected', 'all']

export default function Awards({ cursor }: { cursor: string | undefined }) {
  const { t } = useTranslation()
  const { state, set } = useListState({ measure: 'overseas', cursor: '', show: 'stated' })
  const [chosen, setChosen] = useState<Award | null>(null)
  const show = state.show || 'stated'
  const wanted = show === 'all' ? undefined : show
  const asked = useAwards(wanted, cursor || undefined)
  const standing = (row: Award) => (
    <>
      <Mark tone={TONE[row.state] ?? 'neutral'}>{t(`portfolio.awards.standing.${row.state}`)}</Mark>
      {row.ended_by_name && <div className="zr-sub">{row.ended_by_name}{row.reason && `${t('common.colon')}${row.reason}`}</div>}
    </>
  )
  const right = (row: Award) => (
    <>
      {row.right_title}
      <div className="zr-sub"><span className="num">{row.label}</span> · {t(`portfolio.ownership.${row.ownership}`)}</div>
    </>
  )
  const award = (row: Award) => (
    <>
      {row.title}
      <div className="zr-sub">{t(`portfolio.asset.quality.from.${row.kind}`)} · <span className="num">{row.awarded_on}</span></div>
    </>
  )
  const act = (row: Award) =>
    row.allowed_actions.includes('decision') && <Button size="small" onClick={() => setChosen(row)}>{t('district.coverage.awards.decide')}</Button>
  return (
    <Panel flush title={t('district.coverage.awards.list')} sub={t('district.coverage.awards.once')}
      extra={
        <span className="zr-filters">
          <Segmented aria-label={t('district.coverage.awards.show')} value={show} onChange={(next) => set({ show: next, cursor: '' })}
            options={SHOWN.map((value) => ({ value, label: value === 'all' ? t('district.coverage.awards.all') : t(`portfolio.awards.standing.${value}`) }))} />
          <span className="no-print"><ExportButton label={t('district.export_xlsx')} ask={() => saveAwards(wanted)} fileName="patent-awards.xlsx"
            long={{ list: 'awards', format: 'xlsx', filters: { state: wanted } }} /></span>
        </span>
      }>
      <Listing<Award>
        asked={asked}
        keyOf={(row) => row.id}
        empty={{ title: t('district.coverage.awards.empty'), text: t('district.coverage.awards.emptyText') }}
        columns={[
          { title: t('district.coverage.home'), render: (_, row) => right(row) },
          { title: t('district.coverage.firm'), dataIndex: 'firm_name' },
          { title: t('district.coverage.awards.award'), render: (_, row) => award(row) },
          { title: t('district.coverage.awards.paper'), render: (_, row) => <ViewLink id={row.document_id} name={row.document_name} /> },
          { title: t('district.coverage.awards.state'), render: (_, row) => standing(row) },
          { key: 'act', width: 100, render: (_, row) => act(row) },
        ]}
        card={(row) => (
          <>
            <span>{right(row)}</span>
            <span>{award(row)}</span>
            <span>{row.firm_name} · <ViewLink id={row.document_id} name={row.document_name} /></span>
            <span>{standing(row)} {act(row)}</span>
          </>
        )}
      />
      {chosen && <Decide key={chosen.id} award={chosen} onClose={() => setChosen(null)} />}
    </Panel>
  )
}

function Decide({ award, onClose }: { award: Award; onClose: () => void }) {
  const { t } = useTranslation()
  const id = useId()
  const [reason, setReason] = useState('')
  const [missing, setMissing] = useState(false)
  const decide = useDecideAward()
  const send = (confirmed: boolean) => {
    const why = reason.trim()
    setMissing(!confirmed && !why)
    if (confirmed || why) decide.mutate({ id: award.id, confirmed, ...(why ? { reason: why } : {}) }, { onSuccess: onClose })
  }
  return (
    <Modal open title={t('district.coverage.awards.ask', { title: award.title })} onCancel={onClose}
      footer={
        <>
          <Button danger disabled={decide.isPending} onClick={() => send(false)}>{t('district.coverage.awards.reject')}</Button>
          <Button type="primary" loading={decide.isPending} onClick={() => send(true)}>{t('district.coverage.awards.confirm')}</Button>
        </>
      }>
      <p>{t('district.coverage.awards.text')}</p>
      <p><span className="num">{award.label}</span> {award.right_title} · {award.firm_name} · <span className="num">{award.awarded_on}</span>{' '}
        <ViewLink id={award.document_id} name={award.document_name} /></p>
      <label htmlFor={id}>{t('district.coverage.awards.reason')}</label>
      <Input.TextArea id={id} rows={3} maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)}
        status={missing ? 'error' : ''} aria-invalid={missing} />
      {missing && <p role="alert" className="late">{t('district.coverage.awards.needed')}</p>}
      {decide.isError && <FormProblem error={decide.error} />}
    </Modal>
  )
}
