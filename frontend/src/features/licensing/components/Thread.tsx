/** What the two sides wrote, oldest first, with the papers that went with it. */
import { useTranslation } from 'react-i18next'
import { formatDateTime } from '../../../lib/dates'
import ViewLink from '../../../ui/ViewLink'
import type { Inquiry } from '../model'

export default function Thread({ inquiry }: { inquiry: Inquiry }) {
  const { t } = useTranslation()
  const own = inquiry.own_side === 'asker' ? inquiry.asker : inquiry.licensor
  return (
    <ol className="lc-thread" aria-label={t('licensing.thread.title')}>
      {inquiry.messages.map((message) => (
        <li key={message.id} data-own={message.organisation === own}>
          <div className="zr-sub"><span className="strong">{message.organisation}</span> · {message.author} · <span className="num">{formatDateTime(message.written_at)}</span></div>
          <p className="zr-said">{message.text}</p>
          {message.documents.length > 0 && (
            <ul className="lc-lines">
              {message.documents.map((file) => <li key={file.id}>{file.name} <ViewLink id={file.id} name={file.name} /></li>)}
            </ul>
          )}
        </li>
      ))}
    </ol>
  )
}
