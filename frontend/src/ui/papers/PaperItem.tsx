/** One paper: what it is, where it stands, who signs and who has, its bytes, and the reader's answer. */
import { DownloadOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { formatDate, formatDateTime } from '../../lib/dates'
import { useMe } from '../../lib/permissions'
import Mark from '../Mark'
import Money from '../Money'
import StatusTag from '../StatusTag'
import ViewLink from '../ViewLink'
import AnswerDialog from './AnswerDialog'
import { type Paper, usePaper } from './queries'
import './papers.css'

const contentOf = (id: string) => `/api/v1/documents/${id}/content`

export default function PaperItem({ paper, matter }: { paper: Paper; matter?: React.ReactNode }) {
  const { t } = useTranslation()
  const me = useMe()
  const [decision, setDecision] = useState<'sign' | 'refuse' | null>(null)
  const maySign = paper.allowed_actions.includes('signature')
  const isOurs = paper.signatures.some((each) => each.state === 'asked' && each.organisation_id === me.organisation.id)
  /** Nobody signs it any more, whoever had not yet. */
  const over = paper.state === 'lapsed' || paper.state === 'refused'
  const name = `${t(`papers.kind.${paper.kind}`)} ${paper.number}`
  return (
    <li className="pp-paper">
      <div className="pp-line">
        <h3 className="pp-kind">{t(`papers.kind.${paper.kind}`)}</h3>
        <StatusTag subject="paper" state={paper.state} />
        {paper.demonstration && <Mark tone="warning">{t('papers.verify.demo')}</Mark>}
      </div>
      <p className="zr-sub num">
        {[paper.number, paper.issuer_name, formatDate(paper.issued_on)].join(' · ')}
        {paper.amount_fen !== null && <> · <Money fen={paper.amount_fen} /></>}
      </p>
      {matter && <p className="zr-sub">{matter}</p>}
      {paper.state === 'queued' && <p className="zr-sub" role="status">{t('papers.queued')}</p>}
      {paper.signatures.length > 0 && (
        <ol className="pp-places" aria-label={t('papers.signers', { name })}>
          {paper.signatures.map((place) => (
            <li key={place.turn}>
              <strong>{place.organisation_name}</strong> <StatusTag subject="paper_place" state={over && place.answered_at === null ? 'moot' : place.state} />
              {place.answered_at && <span className="zr-sub num"> {place.member_name} · {formatDateTime(place.answered_at)}</span>}
              {place.state === 'asked' && !over && place.reminded_at && <span className="zr-sub num"> {t('papers.reminded', { at: formatDateTime(place.reminded_at) })}</span>}
              {place.reason && <p className="pp-reason">{t('papers.refusedFor')}{t('common.colon')}{place.reason}</p>}
            </li>
          ))}
        </ol>
      )}
      <div className="pp-do">
        {maySign && <Button type="primary" aria-label={t('papers.answer.signOf', { name })} onClick={() => setDecision('sign')}>{t('papers.answer.sign')}</Button>}
        {maySign && <Button aria-label={t('papers.answer.refuseOf', { name })} onClick={() => setDecision('refuse')}>{t('papers.answer.refuse')}</Button>}
        {paper.document_id && <ViewLink id={paper.document_id} name={name} />}
        {paper.document_id && (
          <a href={contentOf(paper.document_id)} download aria-label={t('papers.downloadOf', { name })}><DownloadOutlined aria-hidden /> {t('papers.download')}</a>
        )}
        {paper.annex_id && (
          <a href={contentOf(paper.annex_id)} download aria-label={t('papers.annexOf', { name })}><DownloadOutlined aria-hidden /> {t('papers.annex')}</a>
        )}
        {paper.log_id && <LogLink id={paper.log_id} of={name} />}
        {paper.document_id && <Link to={`/verify/${paper.number}`} aria-label={t('papers.checkOf', { name })}>{t('papers.check')}</Link>}
      </div>
      {isOurs && !maySign && <p className="zr-sub">{t('papers.notYou')}</p>}
      {decision && <AnswerDialog paper={paper} decision={decision} close={() => setDecision(null)} />}
    </li>
  )
}

/** The log of the signing is a paper of its own; its bytes may come a second later. */
function LogLink({ id, of }: { id: string; of: string }) {
  const { t } = useTranslation()
  const log = usePaper(id)
  if (!log.data?.document_id) return log.isLoadingError ? null : <span className="zr-sub" role="status">{t('papers.logQueued')}</span>
  return (
    <a href={contentOf(log.data.document_id)} download aria-label={t('papers.logOf', { name: of })}>
      <DownloadOutlined aria-hidden /> <span className="pp-kind">{t('papers.kind.signature_log')}</span>
    </a>
  )
}
