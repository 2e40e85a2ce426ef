/** The register extracts that officers read, what differs in them, and those that have lapsed. */
import { Button, Input, Modal, Select } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useListState } from '../../../lib/useListState'
import FormProblem from '../../../ui/FormProblem'
import Listing from '../../../ui/Listing'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import CompleteMany from '../components/CompleteMany'
import ExtractRead, { ExtractState, ExtractSummary } from '../components/ExtractRead'
import ExtractValidity from '../components/ExtractValidity'
import { endExtractTask, type Extract, useEndExtractTask, useExtracts } from '../queries'

const DEFAULTS = { show: '', cursor: '' }
const SHOWN = ['', 'lapsing', 'lapsed', 'valid', 'differing', 'done', 'over']
/** What is asked for otherwise than by its state. */
const WORDED = new Set(['lapsing', 'differing'])

export default function ExtractsPage() {
  const { t } = useTranslation()
  const { state, set } = useListState(DEFAULTS)
  const [opened, setOpened] = useState<Extract | null>(null)
  const [ending, setEnding] = useState<Extract | null>(null)
  const [selected, select] = useState<string[]>([])
  const end = useEndExtractTask()
  const asked = useExtracts({
    state: (state.show && !WORDED.has(state.show) ? state.show : undefined) as Extract['state'] as 'lapsed' | undefined,
    differing: state.show === 'differing' ? true : undefined,
    lapsing: state.show === 'lapsing' ? true : undefined,
    cursor: state.cursor || undefined,
    limit: 50,
  })
  const items = asked.data?.items ?? []
  const chooses = items.some((each) => each.allowed_actions.includes('completion'))
  const nameOf = (each: Extract) => `${each.title || each.label} · ${t('portfolio.extracts.of', { date: each.as_of })}`
  const right = (each: Extract) => (
    <>
      <Link to={`/e/ip/${each.asset_id}`}>{each.title || each.label}</Link>
      <div className="zr-sub num">{each.label}</div>
    </>
  )
  const standing = (each: Extract) => (
    <>
      <ExtractState extract={each} />
      <div className="zr-sub num">
        {each.because ? t(`portfolio.extracts.because.${each.because}`) : each.note ?? t('portfolio.extracts.until', { date: each.proves_until })}
      </div>
    </>
  )
  const read = (each: Extract) => (
    <>
      <ExtractSummary extract={each} />
      <div className="zr-sub">{t('portfolio.extracts.of', { date: each.as_of })} · {t('portfolio.extracts.by', { name: each.read_by, bank: each.read_for })}</div>
    </>
  )
  const act = (each: Extract) => (
    <>
      <Button size="small" onClick={() => setOpened(each)}>{t('portfolio.extracts.look')}</Button>{' '}
      {each.allowed_actions.includes('completion') && (
        <Button size="small" onClick={() => setEnding(each)}>{t('portfolio.extracts.done')}</Button>
      )}
    </>
  )
  return (
    <>
      <PageHeader
        crumbs={[{ to: '/e/ip', label: t('portfolio.list.title') }, { label: t('portfolio.extracts.title') }]}
        title={t('portfolio.extracts.title')}
        sub={t('portfolio.extracts.sub')}
        extra={<Link to="/documents">{t('portfolio.extracts.documents')}</Link>}
      />
      <ExtractValidity />
      <div className="zr-filters">
        <label htmlFor="pf-extract-show">{t('portfolio.extracts.filter')}</label>
        <Select id="pf-extract-show" value={state.show} onChange={(show) => set({ show, cursor: '' })} style={{ minWidth: 180 }}
          options={SHOWN.map((each) => ({
            value: each,
            label: each === '' ? t('portfolio.extracts.all') : WORDED.has(each) ? t(`portfolio.extracts.${each}`) : t(`portfolio.extracts.state.${each}`),
          }))} />
      </div>
      <Panel flush>
        <CompleteMany<Extract, string> chosen={items.filter((each) => selected.includes(each.id))} select={select} nameOf={nameOf}
          act={t('portfolio.extracts.done')} perform={(each, note) => endExtractTask({ id: each.id, note })}
          dialog={({ n, ...of }) => <End {...of} title={t('portfolio.extracts.askMany', { n })} />} />
        <Listing<Extract>
          asked={asked}
          choice={chooses ? { selected, select, nameOf } : undefined}
          keyOf={(each) => each.id}
          empty={{ title: t('portfolio.extracts.empty'), text: t('portfolio.extracts.emptyText') }}
          clear={state.show ? () => set({ show: '', cursor: '' }) : undefined}
          columns={[
            { title: t('portfolio.extracts.right'), key: 'right', render: (_, each) => right(each) },
            { title: t('portfolio.extracts.read'), key: 'read', width: 320, render: (_, each) => read(each) },
            { title: t('portfolio.asset.fees.state'), key: 'state', width: 220, render: (_, each) => standing(each) },
            { title: t('portfolio.list.col.action'), key: 'act', width: 190, render: (_, each) => act(each) },
          ]}
          card={(each) => (
            <>
              <span>{right(each)}</span>
              <span>{standing(each)}</span>
              <span>{read(each)}</span>
              <span>{act(each)}</span>
            </>
          )}
        />
      </Panel>
      {opened && (
        <Modal open title={`${opened.title || opened.label} · ${t('portfolio.extracts.title')}`} footer={null} onCancel={() => setOpened(null)} width={640}>
          <ExtractRead extract={opened} />
        </Modal>
      )}
      {ending && (
        <End key={ending.id} title={t('portfolio.extracts.ask', { title: ending.title || ending.label })} busy={end.isPending} error={end.error}
          onClose={() => { end.reset(); setEnding(null) }} onSend={(note) => end.mutate({ id: ending.id, note }, { onSuccess: () => setEnding(null) })} />
      )}
    </>
  )
}

interface EndProps {
  title: string
  busy: boolean
  error?: Error | null
  onClose: () => void
  onSend: (note: string) => void
}

function End({ title, busy, error, onClose, onSend }: EndProps) {
  const { t } = useTranslation()
  const id = useId()
  const [note, setNote] = useState('')
  const [missing, setMissing] = useState(false)
  const send = () => {
    setMissing(!note.trim())
    if (note.trim()) onSend(note.trim())
  }
  return (
    <Modal open title={title} okText={t('portfolio.extracts.done')} okButtonProps={{ loading: busy }} onOk={send} onCancel={onClose}>
      <p>{t('portfolio.extracts.text')}</p>
      <label className="pf-label" htmlFor={id}>{t('portfolio.extracts.note')}</label>
      <Input.TextArea id={id} value={note} maxLength={500} rows={3} onChange={(event) => setNote(event.target.value)}
        status={missing ? 'error' : ''} aria-invalid={missing} />
      {missing && <p role="alert" className="late">{t('portfolio.extracts.missing')}</p>}
      {error && <FormProblem error={error} />}
    </Modal>
  )
}
