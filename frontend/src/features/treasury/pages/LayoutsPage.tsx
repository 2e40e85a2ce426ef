/** How each bank writes its statements: versions with their day; the next is proposed, tried on a sample, published by another person. */
import '../treasury.css'
import { Button, Modal } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { today } from '../../../lib/dates'
import { useListState } from '../../../lib/useListState'
import ConfirmAction from '../../../ui/ConfirmAction'
import FormProblem from '../../../ui/FormProblem'
import ListExportButton from '../../../ui/ListExportButton'
import Listing from '../../../ui/Listing'
import Mark from '../../../ui/Mark'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import ProposeLayout from '../components/ProposeLayout'
import TriedRows from '../components/TriedRows'
import { layoutFields } from '../model'
import { type Layout, type LayoutProposal, type Tried, useDesk, useLayoutProposals, useLayouts } from '../queries'

function Mapping({ mapping }: { mapping: Layout['mapping'] }) {
  const { t } = useTranslation()
  const sep = t('common.sep')
  return (
    <span className="zr-sub mo-break">
      {layoutFields('credit' in mapping.headings).filter(({ name }) => mapping.headings[name]).map(({ name }) => `${t(`money.layouts.field.${name}`)}${t('common.colon')}${(mapping.headings[name] ?? []).join(sep)}`).join(t('common.semicolon'))}
      {mapping.credit_marks.length > 0 && `${t('common.semicolon')}${t('money.layouts.credit_marks')}${t('common.colon')}${mapping.credit_marks.join(sep)}${t('common.semicolon')}${t('money.layouts.debit_marks')}${t('common.colon')}${mapping.debit_marks.join(sep)}`}
      {t('common.semicolon')}{t(mapping.newest_first ? 'money.layouts.newestFirst' : 'money.layouts.oldestFirst')}
    </span>
  )
}

function Waiting({ row }: { row: LayoutProposal }) {
  const { t } = useTranslation()
  const desk = useDesk()
  const input = useRef<HTMLInputElement>(null)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const [read, setRead] = useState<Tried | null>(null)
  const may = (action: string) => row.allowed_actions.includes(action)
  const tryIt = async (file: File | undefined) => {
    if (!file) return
    setBusy(true)
    setError(null)
    try {
      setRead(await desk.tryLayout(row.id, file))
    } catch (problem) {
      setError(problem)
    } finally {
      setBusy(false)
    }
  }
  return (
    <li className="mo-stack mo-tight">
      <span className="mo-line">
        <span>
          <strong>{row.bank_name}</strong> <code>{row.code}</code>
          <div className="zr-sub">{t('money.fees.from')} {row.valid_from} · {t('money.fees.by', { name: row.proposed_by_name })} · {row.tried_rows === null ? t('money.layouts.untried') : t('money.layouts.triedWith', { n: row.tried_rows, file: row.tried_file })}</div>
        </span>
        <span className="mo-line mo-start">
          {may('try') && (
            <>
              <input ref={input} type="file" accept=".csv,.xlsx" className="zr-hidden" tabIndex={-1} aria-label={t('money.layouts.sample')}
                onChange={(event) => {
                  void tryIt(event.target.files?.[0])
                  event.target.value = ''
                }} />
              <Button size="small" loading={busy} onClick={() => input.current?.click()}>{t('money.layouts.try')}</Button>
            </>
          )}
          {may('publish') && (
            <ConfirmAction label={t('money.fees.run')} title={t('money.layouts.publishAsk', { code: row.code, day: row.valid_from })} text={t('money.layouts.publishText')}
              button={{ size: 'small', type: 'primary' }} run={() => desk.publishLayout(row.id)} />
          )}
          {may('refuse') && (
            <ConfirmAction label={t('money.fees.refuse')} title={t('money.fees.refuseAsk')} text={t('money.layouts.refuseText')} button={{ size: 'small' }} run={() => desk.refuseLayout(row.id)} />
          )}
          {!may('publish') && <span className="zr-sub">{t('money.fees.second')}</span>}
        </span>
      </span>
      <Mapping mapping={row.mapping} />
      <FormProblem error={error} />
      {read && (
        <Modal open width={880} title={t('money.layouts.readTitle')} footer={null} onCancel={() => setRead(null)}>
          <TriedRows tried={read} />
        </Modal>
      )}
    </li>
  )
}

export default function LayoutsPage() {
  const { t } = useTranslation()
  const { state } = useListState({ cursor: '' })
  const asked = useLayouts(state.cursor ?? '')
  const waiting = useLayoutProposals().data?.items ?? []
  const [made, setMade] = useState<{ from?: Layout } | null>(null)
  const now = (row: Layout) => row.in_force ? <Mark tone="success">{t('money.fees.inForce')}</Mark> : row.valid_from > today() ? <Mark tone="pending">{t('money.fees.later')}</Mark> : <Mark tone="neutral">{t('money.fees.past')}</Mark>
  const named = (row: Layout) => <>{row.bank_name}<div className="zr-sub"><code>{row.code}</code> · {t('money.fees.version', { n: row.version })} · {t('money.layouts.accounts', { n: row.accounts })}</div></>
  const next = (row: Layout) => asked.data?.items.find((each) => each.code === row.code) === row && <Button size="small" onClick={() => setMade({ from: row })}>{t('money.layouts.next')}</Button>
  const make = <Button type="primary" onClick={() => setMade({})}>{t('money.layouts.new')}</Button>
  return (
    <>
      <PageHeader title={t('money.layouts.title')} sub={t('money.layouts.sub')} crumbs={[{ label: t('money.statements.title'), to: '/o/money/statements' }]}
        extra={<><ListExportButton list="statement_layouts" />{make}</>} />
      {waiting.length > 0 && (
        <Panel title={t('money.fees.waiting')} sub={t('money.layouts.waitingSub')}>
          <ul className="mo-files">{waiting.map((row) => <Waiting key={row.id} row={row} />)}</ul>
        </Panel>
      )}
      <Panel flush>
        <Listing<Layout>
          asked={asked}
          keyOf={(row) => row.id}
          empty={{ title: t('money.layouts.empty'), text: t('money.layouts.emptyText'), action: make }}
          columns={[
            { title: t('money.layouts.bank_name'), key: 'name', width: 240, render: (_, row) => named(row) },
            { title: t('money.layouts.mapping'), key: 'mapping', render: (_, row) => <Mapping mapping={row.mapping} /> },
            { title: t('money.fees.from'), key: 'from', width: 120, render: (_, row) => <span className="num">{row.valid_from}</span> },
            { title: t('money.orders.state'), key: 'now', width: 100, render: (_, row) => now(row) },
            { title: t('money.accounts.action'), key: 'next', width: 120, render: (_, row) => next(row) },
          ]}
          card={(row) => (
            <>
              <span className="mo-line"><span>{named(row)}</span>{now(row)}</span>
              <Mapping mapping={row.mapping} />
              <span className="mo-line"><span className="zr-sub num">{row.valid_from}</span>{next(row)}</span>
            </>
          )}
        />
      </Panel>
      {made && <ProposeLayout from={made.from} close={() => setMade(null)} />}
    </>
  )
}
