/** Notes that the bank keeps on a case for itself: written once, corrected by a newer wording. */
import { Button, Form, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { formatDateTime } from '../../../../lib/dates'
import { useMe } from '../../../../lib/permissions'
import { useKeptDraft } from '../../../../lib/useKeptDraft'
import EmptyState from '../../../../ui/EmptyState'
import ErrorState from '../../../../ui/ErrorState'
import FormProblem from '../../../../ui/FormProblem'
import Mark from '../../../../ui/Mark'
import Pager from '../../../../ui/Pager'
import SkeletonRows from '../../../../ui/SkeletonRows'
import { type Note, useNotes, useWriteNote } from '../noting'

const WRITERS = ['work_applications', 'decide_applications', 'run_pledges', 'assign_cases'] as const
const LONGEST = 4000

export function Notes({ id }: { id: string }) {
  const { t } = useTranslation()
  const { permissions } = useMe()
  const [params] = useSearchParams()
  const [correcting, setCorrecting] = useState<Note | null>(null)
  const found = useNotes(id, params.get('notes') ?? undefined)
  const mayWrite = WRITERS.some((each) => permissions.includes(each))
  return (
    <div className="zb-card-body">
      <p className="zb-card-sub">{t('bank.notes.sub')}</p>
      {mayWrite && <Writing key={correcting?.id ?? 'new'} id={id} corrects={correcting} onDone={() => setCorrecting(null)} />}
      {found.isPending && <SkeletonRows rows={4} />}
      {found.isLoadingError && <ErrorState compact error={found.error} retry={() => void found.refetch()} />}
      {found.data?.items.length === 0 && <EmptyState title={t('bank.notes.none')} text={t(mayWrite ? 'bank.notes.none_text' : 'bank.notes.none_read')} />}
      {found.data !== undefined && found.data.items.length > 0 && (
        <>
          <ol className="zb-events">
            {found.data.items.map((note) => <Item key={note.id} note={note} onCorrect={() => setCorrecting(note)} />)}
          </ol>
          <Pager next={found.data.next} total={found.data.total} name="notes" />
        </>
      )}
    </div>
  )
}

function Item({ note, onCorrect }: { note: Note; onCorrect: () => void }) {
  const { t } = useTranslation()
  const old = note.replaced_at !== null
  return (
    <li className="zb-note" data-old={old}>
      <time dateTime={note.written_at}>{formatDateTime(note.written_at)}</time>
      <div>
        <p className="zb-note-head">
          <strong>{note.written_by}</strong>
          {note.replaces !== null && <Mark tone="neutral">{t('bank.notes.correction')}</Mark>}
          {note.replaced_at !== null && <Mark tone="neutral">{t('bank.notes.corrected', { at: formatDateTime(note.replaced_at) })}</Mark>}
          {note.may_correct && <Button type="link" size="small" className="no-print" onClick={onCorrect}>{t('bank.notes.correct')}</Button>}
        </p>
        <p className="zb-note-text">{note.text}</p>
      </div>
    </li>
  )
}

function Writing({ id, corrects, onDone }: { id: string; corrects: Note | null; onDone: () => void }) {
  const { t } = useTranslation()
  const write = useWriteNote(id)
  const draft = useKeptDraft(`case-note-${id}-${corrects?.id ?? 'new'}`, corrects?.text ?? '')
  const text = draft.value.trim()
  const send = () =>
    write.mutate({ text, replaces: corrects?.id ?? null }, {
      onTaken: draft.drop,
      onSuccess: () => {
        draft.reset()
        onDone()
      },
    })
  return (
    <Form layout="vertical" className="zb-note-form no-print" onFinish={() => { if (text) send() }}>
      <Form.Item htmlFor="case-note" label={t(corrects === null ? 'bank.notes.new' : 'bank.notes.newer')}
        extra={draft.keptAt ? t('bank.notes.kept', { at: draft.keptAt }) : t('bank.notes.help')}>
        <Input.TextArea id="case-note" rows={3} maxLength={LONGEST} showCount value={draft.value} onChange={(event) => draft.set(event.target.value)} />
      </Form.Item>
      <FormProblem error={write.error} />
      <div className="zb-note-acts">
        <Button type="primary" htmlType="submit" disabled={text === '' || text === corrects?.text} loading={write.isPending}>
          {t(corrects === null ? 'bank.notes.write' : 'bank.notes.replace')}
        </Button>
        {corrects !== null && <Button onClick={() => { draft.reset(); onDone() }}>{t('common.cancel')}</Button>}
      </div>
    </Form>
  )
}
