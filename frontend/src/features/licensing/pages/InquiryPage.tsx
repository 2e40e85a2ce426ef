/** `/e/licensing/inquiries/:inquiry`: the thread between the two parties, up to a licence or to none. */
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { formatDateTime } from '../../../lib/dates'
import { keepFocus } from '../../../lib/keepFocus'
import ConfirmAction from '../../../ui/ConfirmAction'
import ErrorState from '../../../ui/ErrorState'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import StatusTag from '../../../ui/StatusTag'
import Thread from '../../../ui/thread/Thread'
import WriteBox from '../../../ui/thread/WriteBox'
import Proposal from '../components/Proposal'
import RightFacts from '../components/RightFacts'
import '../licensing.css'
import { useInquiry, useInquiryActs } from '../queries'

export default function InquiryPage() {
  const { t } = useTranslation()
  const { inquiry: id = '' } = useParams()
  const found = useInquiry(id)
  const { write, refuse } = useInquiryActs(id)
  const crumbs = [{ label: t('licensing.inquiries.title'), to: '/e/licensing/inquiries' }, { label: found.data?.number ?? '…' }]
  if (found.isPending) return <><PageHeader title={t('licensing.inquiry.title')} crumbs={crumbs} /><SkeletonRows rows={8} /></>
  if (found.isLoadingError) return <><PageHeader title={t('licensing.inquiry.title')} crumbs={crumbs} /><ErrorState error={found.error} retry={() => void found.refetch()} /></>
  const inquiry = found.data
  const may = inquiry.allowed_actions
  const seen = { state: inquiry.state, proposal: inquiry.proposal_n, last_message: inquiry.messages.at(-1)?.id ?? null }
  const isAsker = inquiry.own_side === 'asker'
  const own = isAsker ? inquiry.asker : inquiry.licensor
  return (
    <>
      <PageHeader title={inquiry.right.title || inquiry.number} mark={<StatusTag subject="inquiry" state={inquiry.state} />} crumbs={crumbs}
        sub={t(isAsker ? 'licensing.inquiry.subMade' : 'licensing.inquiry.subReceived', { other: isAsker ? inquiry.licensor : inquiry.asker, when: formatDateTime(inquiry.opened_at) })}
        extra={
          <>
            <Link to={isAsker ? `/market/${inquiry.offer_id}` : `/e/licensing/${inquiry.offer_id}`}>{t('licensing.inquiry.offer', { number: inquiry.offer_number })}</Link>
            <ConfirmAction offered={may.includes('refusal')} label={t('licensing.inquiry.close')} title={t('licensing.inquiry.closeAsk')} text={t('licensing.inquiry.closeText')} asks="reason" asksFor={t('licensing.inquiry.closeSaid')} reasons="inquiry_not_agreed" subject="inquiry" run={(reason, reason_code) => refuse.mutateAsync({ reason_code, reason, seen })} onDone={keepFocus} />
          </>
        } />
      {inquiry.state === 'agreed' && inquiry.licence_id && (
        <p className="zr-law" role="status">{t('licensing.inquiry.agreed', { when: formatDateTime(inquiry.closed_at) })} <Link to={`/e/licensing/licences/${inquiry.licence_id}`}>{t('licensing.inquiry.toLicence')}</Link></p>
      )}
      {inquiry.state === 'not_agreed' && (
        <div className="zr-notice" role="status"><strong>{t('licensing.inquiry.closed', { when: formatDateTime(inquiry.closed_at) })}{inquiry.reason_words && `${t('common.colon')}${inquiry.reason_words}`}</strong><p className="zr-said">{inquiry.reason}</p></div>
      )}
      <Proposal inquiry={inquiry} />
      <Panel title={t('thread.title')} sub={t('thread.count', { n: inquiry.messages.length })}>
        <Thread messages={inquiry.messages.map((each) => ({ ...each, own: each.organisation === own }))} />
        {may.includes('message') && <WriteBox keepAs={`inquiry:${id}`} label={t('thread.write')} button={t('thread.send')} papersHelp={t('licensing.papersHelp')} send={(message) => write.mutateAsync(message)} />}
      </Panel>
      <Panel title={t('licensing.fact.patent')}><RightFacts right={inquiry.right} /></Panel>
    </>
  )
}
