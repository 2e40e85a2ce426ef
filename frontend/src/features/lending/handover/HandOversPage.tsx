/** `/b/hand-overs`: all cases of a person to colleagues in one act, and what was handed over before. */
import { Button, Form, Input, Modal, Select } from 'antd'
import { useEffect, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { formatDateTime } from '../../../lib/dates'
import { useMe } from '../../../lib/permissions'
import { useMoney } from '../../../lib/useMoney'
import { DecisionClock } from '../../../ui/DecisionClock'
import EmptyState from '../../../ui/EmptyState'
import ErrorState from '../../../ui/ErrorState'
import FormProblem from '../../../ui/FormProblem'
import Listing from '../../../ui/Listing'
import Mark from '../../../ui/Mark'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import StatusTag from '../../../ui/StatusTag'
import { makers } from '../bank/model'
import { useMembers } from '../bank/queries'
import { type Case, type HandOver, useCasesOf, useHandBack, useHandOver, useHandOvers } from './queries'
import { inTurn, tally } from './sharing'
import './handover.css'

export default function HandOversPage() {
  const { t } = useTranslation()
  const may = useMe().permissions.includes('assign_cases')
  return (
    <>
      <PageHeader title={t('handover.title')} sub={t('handover.sub')} crumbs={[{ label: t('handover.queue'), to: '/b/queue' }, { label: t('handover.title') }]} />
      <div className="ho-stack">
        {may && <Handing />}
        <Before />
      </div>
    </>
  )
}

function Handing() {
  const { t } = useTranslation()
  const [params, setParams] = useSearchParams()
  const members = useMembers()
  const from = params.get('from') ?? undefined
  const found = useCasesOf(from)
  const people = members.data ?? []
  const choose = (id: string | undefined) => setParams(id === undefined ? {} : { from: id }, { replace: true })
  return (
    <Panel title={t('handover.new')} sub={t('handover.new_sub')}>
      <Form layout="vertical" className="ho-form">
        <Form.Item label={t('handover.from')} htmlFor="ho-from">
          <Select id="ho-from" value={from} onChange={choose} loading={members.isPending} allowClear showSearch={{ optionFilterProp: 'label' }} placeholder={t('handover.choose')}
            options={people.map((each) => ({ value: each.id, label: each.active ? each.name : t('handover.left', { name: each.name }) }))} />
        </Form.Item>
      </Form>
      {members.isLoadingError && <ErrorState compact error={members.error} retry={() => void members.refetch()} />}
      {from !== undefined && found.isPending && <SkeletonRows rows={4} />}
      {found.isLoadingError && <ErrorState compact error={found.error} retry={() => void found.refetch()} />}
      {found.data?.length === 0 && <EmptyState title={t('handover.nothing')} text={t('handover.nothing_text')} />}
      {from !== undefined && found.data !== undefined && found.data.length > 0 && (
        <Sharing key={`${from}-${found.data.map((each) => each.id).join()}`} from={from} cases={found.data} onDone={() => choose(undefined)} />
      )}
    </Panel>
  )
}

function Sharing({ from, cases, onDone }: { from: string; cases: readonly Case[]; onDone: () => void }) {
  const { t } = useTranslation()
  const [receivers, setReceivers] = useState<string[]>([])
  const [shared, setShared] = useState<Record<string, string>>({})
  const [reason, setReason] = useState('')
  const [asking, setAsking] = useState(false)
  const act = useHandOver()
  const people = useMembers().data ?? []
  const fit = makers(people).filter((each) => each.id !== from)
  const nameOf = (id: string) => people.find((each) => each.id === id)?.name ?? ''
  const ids = useMemo(() => cases.map((each) => each.id), [cases])
  useEffect(() => setShared(inTurn(ids, receivers)), [ids, receivers])
  const ready = receivers.length > 0 && reason.trim() !== '' && ids.every((id) => shared[id] !== undefined)
  const send = () =>
    act.mutate(
      { from_member_id: from, reason: reason.trim(), cases: ids.map((id) => ({ application_id: id, member_id: shared[id] ?? '' })) },
      { onSuccess: onDone, onError: () => setAsking(false) },
    )
  return (
    <>
      <Form layout="vertical" className="ho-form" onFinish={() => { if (ready) setAsking(true) }}>
        <Form.Item label={t('handover.to')} htmlFor="ho-to" extra={t('handover.to_help')}>
          <Select id="ho-to" mode="multiple" value={receivers} onChange={setReceivers} showSearch={{ optionFilterProp: 'label' }} placeholder={t('handover.choose')}
            notFoundContent={t('bank.queue.assign_none')} options={fit.map((each) => ({ value: each.id, label: each.name }))} />
        </Form.Item>
        <Form.Item label={t('handover.reason')} htmlFor="ho-reason">
          <Input id="ho-reason" maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Form.Item>
        <h3 className="ho-h3">{t('handover.cases', { n: cases.length })}</h3>
        <ul className="ho-cases">
          {cases.map((each) => (
            <Row key={each.id} item={each}>
              <Select aria-label={t('handover.to_of', { number: each.number })} className="ho-pick" value={shared[each.id]} disabled={receivers.length === 0}
                placeholder={t('handover.nobody')} onChange={(id) => setShared((before) => ({ ...before, [each.id]: id }))}
                options={receivers.map((id) => ({ value: id, label: nameOf(id) }))} />
            </Row>
          ))}
        </ul>
        <FormProblem error={act.error} />
        <div className="ho-acts">
          <Button type="primary" htmlType="submit" disabled={!ready}>{t('handover.do', { n: cases.length })}</Button>
          <span className="zr-sub">{t(ready ? 'handover.eyes' : 'handover.missing')}</span>
        </div>
      </Form>
      <Modal open={asking} title={t('handover.do', { n: cases.length })} okText={t('handover.confirm')} cancelText={t('common.cancel')} confirmLoading={act.isPending}
        onCancel={() => setAsking(false)} onOk={send} destroyOnHidden>
        <p>{t('handover.ask', { name: nameOf(from), n: cases.length })}</p>
        <ul className="ho-tally">
          {tally(shared, receivers).map(({ receiver, n }) => <li key={receiver}>{t('handover.gets', { name: nameOf(receiver), n })}</li>)}
        </ul>
        <p className="zr-sub">{t('handover.eyes')}</p>
      </Modal>
    </>
  )
}

function Row({ item, children }: { item: Case; children: React.ReactNode }) {
  const money = useMoney()
  return (
    <li>
      <span className="ho-clock"><DecisionClock clock={item.clock} /></span>
      <span className="ho-case">
        <Link to={`/b/queue/${item.id}`}>{item.applicant.name}</Link>
        <small>{item.number} · {money(item.amount_fen)}</small>
      </span>
      <span><StatusTag subject="loan_application" state={item.state} /></span>
      {children}
    </li>
  )
}

function Before() {
  const { t } = useTranslation()
  const [params] = useSearchParams()
  const asked = useHandOvers(params.get('cursor') ?? undefined)
  const [back, setBack] = useState<HandOver | null>(null)
  const moves = (row: HandOver) => (
    <ul className="ho-tally">
      {row.moves.map((each) => <li key={each.giver + each.receiver}>{t('handover.move', { giver: each.giver, receiver: each.receiver, n: each.cases })}</li>)}
    </ul>
  )
  const about = (row: HandOver) => (
    <span className="ho-acts">
      {row.undoes !== null && <Mark tone="info">{t('handover.is_back')}</Mark>}
      {row.undone_at !== null && <Mark tone="neutral">{t('handover.undone', { at: formatDateTime(row.undone_at) })}</Mark>}
      {row.may_undo && <Button size="small" onClick={() => setBack(row)}>{t('handover.back')}</Button>}
    </span>
  )
  return (
    <Panel title={t('handover.before')} sub={t('handover.before_sub')} flush>
      <Listing<HandOver> asked={asked} keyOf={(row) => row.id} rows={3}
        empty={{ title: t('handover.none'), text: t('handover.none_text') }}
        columns={[
          { title: t('handover.col.at'), key: 'at', width: 160, render: (_, row) => <span className="num">{formatDateTime(row.done_at)}</span> },
          { title: t('handover.col.by'), key: 'by', width: 110, dataIndex: 'done_by' },
          { title: t('handover.col.moves'), key: 'moves', render: (_, row) => moves(row) },
          { title: t('handover.reason'), key: 'reason', dataIndex: 'reason' },
          { title: t('handover.col.state'), key: 'state', width: 220, render: (_, row) => about(row) },
        ]}
        card={(row) => <><strong className="num">{formatDateTime(row.done_at)}</strong> {row.done_by}{moves(row)}<p>{row.reason}</p>{about(row)}</>} />
      {back !== null && <Back handOver={back} onClose={() => setBack(null)} />}
    </Panel>
  )
}

function Back({ handOver, onClose }: { handOver: HandOver; onClose: () => void }) {
  const { t } = useTranslation()
  const [reason, setReason] = useState('')
  const act = useHandBack()
  const n = handOver.moves.reduce((sum, each) => sum + each.held, 0)
  return (
    <Modal open title={t('handover.back')} okText={t('handover.back_do', { n })} cancelText={t('common.cancel')} confirmLoading={act.isPending} onCancel={onClose}
      okButtonProps={{ disabled: reason.trim() === '' }} onOk={() => act.mutate({ id: handOver.id, reason: reason.trim() }, { onSuccess: onClose })}>
      <p>{t('handover.back_text', { n })}</p>
      <Form layout="vertical">
        <Form.Item label={t('handover.reason')} htmlFor="ho-back-reason">
          <Input id="ho-back-reason" maxLength={500} value={reason} onChange={(event) => setReason(event.target.value)} />
        </Form.Item>
        <FormProblem error={act.error} />
      </Form>
    </Modal>
  )
}
