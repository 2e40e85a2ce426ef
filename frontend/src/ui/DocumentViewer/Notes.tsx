/** The notes beside a document: written, listed, gone to, taken back. */
import { BorderOuterOutlined, DeleteOutlined } from '@ant-design/icons'
import { Button, Input } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDateTime } from '../../lib/dates'
import FormProblem from '../FormProblem'
import type { Note, Rectangle } from './model'
import { useMarks } from './marks'
import { useWithdrawNote, useWriteNote } from './queries'

interface Props {
  id: string
  page: number
  /** Whether there is a page to draw on. */
  drawable: boolean
  onDraw: (on: boolean) => void
  onOpen: (open: { page: number; rectangle: Rectangle | null } | null) => void
}

export default function Notes({ id, page, drawable, onDraw, onOpen }: Props) {
  const { t } = useTranslation()
  const { notes, open, drawing, chosen, choose } = useMarks()
  return (
    <aside className="zv-notes" aria-label={t('viewer.note.title')}>
      <h3>{t('viewer.note.title')} <span className="zr-sub">{t('viewer.note.own')}</span></h3>
      {open === null && (
        <div className="zv-note-acts">
          {drawable && (
            <Button size="small" icon={<BorderOuterOutlined aria-hidden />} aria-pressed={drawing} type={drawing ? 'primary' : 'default'} onClick={() => onDraw(!drawing)}>
              {t('viewer.note.draw')}
            </Button>
          )}
          <Button size="small" onClick={() => onOpen({ page, rectangle: null })}>{t('viewer.note.of_page', { n: page })}</Button>
        </div>
      )}
      {drawing && <p className="zr-sub" role="status">{t('viewer.note.draw_help')}</p>}
      {open !== null && <Writing id={id} page={open.page} rectangle={open.rectangle} onDone={() => onOpen(null)} />}
      {notes.length === 0 && open === null && <p className="zr-sub">{t('viewer.note.none')}</p>}
      <ul>
        {notes.map((note) => <Written key={note.id} id={id} note={note} chosen={chosen === note.id} onChoose={() => choose(note)} />)}
      </ul>
    </aside>
  )
}

function Writing({ id, page, rectangle, onDone }: { id: string; page: number; rectangle: Rectangle | null; onDone: () => void }) {
  const { t } = useTranslation()
  const write = useWriteNote(id)
  const [text, setText] = useState('')
  const [tried, setTried] = useState(false)
  const empty = text.trim() === ''
  const send = () => {
    setTried(true)
    if (!empty) write.mutate({ page, rectangle, text }, { onSuccess: onDone })
  }
  return (
    <form className="zv-writing" onSubmit={(event) => { event.preventDefault(); send() }}>
      <label htmlFor="viewer-note">{t(rectangle ? 'viewer.note.label_drawn' : 'viewer.note.label', { n: page })}</label>
      <Input.TextArea id="viewer-note" autoFocus rows={3} maxLength={1000} showCount value={text} aria-invalid={tried && empty}
        status={tried && empty ? 'error' : undefined} onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => { if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send() }} />
      {tried && empty && <div className="field-error" role="alert">{t('viewer.note.empty')}</div>}
      <FormProblem error={write.error} />
      <div className="zv-note-acts">
        <Button size="small" type="primary" htmlType="submit" loading={write.isPending}>{t('viewer.note.save')}</Button>
        <Button size="small" onClick={onDone}>{t('common.cancel')}</Button>
      </div>
    </form>
  )
}

function Written({ id, note, chosen, onChoose }: { id: string; note: Note; chosen: boolean; onChoose: () => void }) {
  const { t } = useTranslation()
  const withdraw = useWithdrawNote(id)
  const row = useRef<HTMLLIElement>(null)
  useEffect(() => { if (chosen) row.current?.scrollIntoView({ block: 'nearest' }) }, [chosen])
  return (
    <li ref={row} data-chosen={chosen}>
      <button type="button" className="zv-note" onClick={onChoose} aria-current={chosen ? 'true' : undefined}>
        <span className="zv-note-text">{note.text}</span>
        <span className="zr-sub">{t('viewer.page_n', { n: note.page })} · {note.author_name} · {formatDateTime(note.written_at)}</span>
      </button>
      <Button type="text" size="small" icon={<DeleteOutlined aria-hidden />} loading={withdraw.isPending}
        aria-label={t('viewer.note.withdraw', { text: note.text.slice(0, 20) })} onClick={() => withdraw.mutate(note.id)} />
      <FormProblem error={withdraw.error} />
    </li>
  )
}
