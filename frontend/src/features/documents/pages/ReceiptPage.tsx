/** `/e/vault/consents/:id`: one consent receipt, as it is printed. */
import { PrinterOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useParams } from 'react-router'
import { formatSecond } from '../../../lib/dates'
import { useMe } from '../../../lib/permissions'
import ConfirmAction from '../../../ui/ConfirmAction'
import ErrorState from '../../../ui/ErrorState'
import Mark from '../../../ui/Mark'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import { Standing, Until } from '../components/Consents'
import { ofMatter, type Receipt } from '../model'
import { useAct, useBase, useReceipt } from '../queries'
import { mayRevoke } from '../rights'
import ViewLink from '../../../ui/ViewLink'

export default function ReceiptPage() {
  const { id = '' } = useParams()
  const receipt = useReceipt(id)
  if (receipt.isPending) return <SkeletonRows rows={8} />
  if (receipt.isLoadingError) return <ErrorState error={receipt.error} retry={() => void receipt.refetch()} />
  return <Paper receipt={receipt.data} />
}

function Paper({ receipt }: { receipt: Receipt }) {
  const { t } = useTranslation()
  const base = useBase()
  const me = useMe()
  const { revoke } = useAct()
  const own = receipt.owner_id === me.organisation.id
  return (
    <div className="vt-paper">
      <PageHeader title={t('vault.receipt.title', { number: receipt.number })}
        mark={receipt.live ? <Mark tone="success">{t('vault.consent.live')}</Mark> : <Mark tone="neutral">{t('vault.consent.over')}</Mark>}
        crumbs={[{ label: t('vault.title'), to: base }, { label: t('nav.place.consents'), to: `${base}/consents` }]}
        extra={
          <>
            <Button icon={<PrinterOutlined aria-hidden />} onClick={() => window.print()}>{t('vault.receipt.print')}</Button>
            {receipt.allowed_actions.includes('revoke') && mayRevoke(me) && (
              <ConfirmAction label={t('vault.revoke.label_all')} title={t('vault.revoke.title', { reader: receipt.reader_name })}
                text={t(ofMatter(receipt.purpose_kind) ? 'vault.revoke.text_matter' : 'vault.revoke.text')} button={{ danger: true }}
                run={() => revoke.mutateAsync(receipt.id)} />
            )}
          </>
        } />
      <Panel>
        <dl className="zr-facts">
          <div><dt>{t('vault.consent.owner')}</dt><dd>{receipt.owner_name}</dd></div>
          <div><dt>{t('vault.consent.reader')}</dt><dd>{receipt.reader_name}</dd></div>
          <div><dt>{t('vault.consent.purpose')}</dt><dd>{t(`vault.purpose.${receipt.purpose_kind}`)}</dd></div>
          <div><dt>{t('vault.consent.until')}</dt><dd className="num"><Until until={receipt.until} /></dd></div>
          <div><dt>{t('vault.consent.download')}</dt><dd>{t(receipt.download ? 'vault.consent.copy_long' : 'vault.consent.look_long')}</dd></div>
          <div><dt>{t('vault.consent.granted')}</dt><dd className="num">{formatSecond(receipt.granted_at)}</dd></div>
        </dl>
        {receipt.note && <p className="zr-said vt-receipt-note">{receipt.note}</p>}
      </Panel>
      <Panel title={t('vault.receipt.documents')} flush>
        <ul className="vt-consented vt-padded">
          {receipt.documents.map((each) => (
            <li key={each.grant_id}>
              <div className="vt-upload-line">
                {own || each.live ? <Link to={`${base}/${each.document_id}`}>{each.name}</Link> : <span>{each.name}</span>}
                <span className="zr-sub">{t(`vault.kind.${each.kind}`)}</span>
                <Standing live={each.live} revoked={each.revoked} endsAt={each.ends_at} />
                {(own || each.live) && <ViewLink id={each.document_id} name={each.name} />}
                {!own && each.live && receipt.download && <a href={`/api/v1/documents/${each.document_id}/content`} download>{t('common.download')}</a>}
              </div>
              <div className="zr-sub vt-full-hash">SHA-256 <code>{each.sha256}</code></div>
            </li>
          ))}
        </ul>
      </Panel>
      <p className="zr-sub">{t('vault.receipt.foot')}</p>
    </div>
  )
}
