/** What two sides wrote to each other, oldest first, with the papers that went with it. */
import { useTranslation } from 'react-i18next'
import { formatDateTime } from '../../lib/dates'
import Mark from '../Mark'
import ViewLink from '../ViewLink'
import './thread.css'

export interface Said {
  id: string
  own: boolean
  organisation: string
  /** Where the reader is told who it was. */
  author: string | null
  written_at: string
  text: string
  /** `readable`: the reader may open it now; where it is not said, he may. */
  documents: { id: string; name: string; readable?: boolean }[]
  unread?: boolean
}

export default function Thread({ messages }: { messages: Said[] }) {
  const { t } = useTranslation()
  return (
    <ol className="zr-thread" aria-label={t('thread.title')}>
      {messages.map((message) => (
        <li key={message.id} data-own={message.own}>
          <div className="zr-sub">
            <span className="strong">{message.organisation}</span>{message.author !== null && <> · {message.author}</>} · <time className="num" dateTime={message.written_at}>{formatDateTime(message.written_at)}</time>{' '}
            {message.unread && <Mark tone="info">{t('thread.unread')}</Mark>}
          </div>
          <p className="zr-said" dir="auto">{message.text}</p>
          {message.documents.length > 0 && (
            <ul>
              {message.documents.map((file) => (
                <li key={file.id}>{file.name} {file.readable === false ? <span className="zr-sub">{t('thread.ended')}</span> : <ViewLink id={file.id} name={file.name} />}</li>
              ))}
            </ul>
          )}
        </li>
      ))}
    </ol>
  )
}
