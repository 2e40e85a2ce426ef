/** How an import goes or went: its progress while it runs, one bar with words when it is over. */
import { Alert, Progress } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { sentenceFor } from '../../../api/problem'
import { now } from '../../../lib/dates'
import { whyUnread } from '../../../lib/unread'
import Panel from '../../../ui/Panel'
import StatusTag from '../../../ui/StatusTag'
import { isOver, type Run } from '../queries'
import '../operator.css'

const PARTS = ['accepted', 'updated', 'duplicate', 'refused'] as const

function seconds(run: Run, at: number): number {
  const end = run.ended_at ? Date.parse(run.ended_at) : at
  return Math.max(run.ended_at ? 1 : 0, Math.round((end - Date.parse(run.started_at ?? run.created_at)) / 1000))
}

function useNow(ticking: boolean) {
  const [at, setAt] = useState(() => now().getTime())
  useEffect(() => {
    if (!ticking) return undefined
    const tick = setInterval(() => setAt(now().getTime()), 1000)
    return () => clearInterval(tick)
  }, [ticking])
  return at
}

function Running({ run }: { run: Run }) {
  const { t } = useTranslation()
  const at = useNow(true)
  const percent = run.bytes_total > 0 ? Math.min(99, Math.floor((run.bytes_read / run.bytes_total) * 100)) : 0
  return (
    <>
      <Progress percent={percent} status="active" aria-label={t('operator.imports.progress')} />
      <p className="num">{t('operator.imports.running', { n: run.rows_total, s: seconds(run, at) })}</p>
      <p className="zr-sub">{t('operator.imports.leave')}</p>
    </>
  )
}

function Over({ run }: { run: Run }) {
  const { t } = useTranslation()
  const parts = PARTS.map((part) => ({ part, n: run[`rows_${part}`] }))
  const shown = parts.filter(({ n }) => n > 0)
  const words = parts.map(({ part, n }) => `${t(`status.import_row.${part}`)} ${n}`)
  return (
    <>
      <p className="num">{t('operator.imports.summary', { total: run.rows_total, s: seconds(run, 0) })}</p>
      <div className="op-bar" role="img" aria-label={words.join(', ')}>
        {shown.map(({ part, n }) => <span key={part} data-part={part} style={{ flexGrow: n }} />)}
      </div>
      <div className="op-words num">
        {parts.map(({ part, n }) => <span key={part}><strong>{n}</strong> {t(`status.import_row.${part}`)}</span>)}
        <span><strong>{run.rows_warned}</strong> {t('operator.imports.warned')}</span>
      </div>
      {run.notes.map((note) => (
        <p key={note.code} className="zr-sub">
          {t(`operator.imports.note.${note.code}`, { fields: note.fields.join(' / '), defaultValue: note.code })}
        </p>
      ))}
    </>
  )
}

export default function RunStrip({ run, linked = false }: { run: Run; linked?: boolean }) {
  const { t } = useTranslation()
  return (
    <Panel
      title={<span className="op-break">{run.file_name ?? t('operator.imports.pasted')}</span>}
      sub={run.format ? t(`operator.imports.format.${run.format}`, { defaultValue: run.format }) : undefined}
      extra={
        <>
          <StatusTag subject="import_run" state={run.state} />
          {linked && isOver(run) && <Link to={`/o/imports/${run.id}`}>{t('operator.imports.rows')}</Link>}
        </>
      }
    >
      {!isOver(run) && <Running run={run} />}
      {run.state === 'failed' && (
        <Alert type="error" showIcon title={whyUnread(run.failure_reason, t) || sentenceFor(run.failure_code ?? 'internal', t)} />
      )}
      {run.state === 'done' && <Over run={run} />}
    </Panel>
  )
}
