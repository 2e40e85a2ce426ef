/** `/e/vault/:id`: a document's facts, who may read it, who has, and taking it back. */
import { DownloadOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { mediaTypeName } from '../../../lib/mediaTypes'
import { sizeText } from '../../../lib/size'
import { formatDateTime } from '../../../lib/dates'
import { useSession } from '../../../lib/permissions'
import ConfirmAction from '../../../ui/ConfirmAction'
import EmptyState from '../../../ui/EmptyState'
import ErrorState from '../../../ui/ErrorState'
import Mark from '../../../ui/Mark'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import Consents from '../components/Consents'
import GiveConsent from '../components/GiveConsent'
import Hash from '../components/Hash'
import Placed from '../components/Placed'
import ReadLog from '../components/ReadLog'
import { type FileDetail, type Grant, readersOf } from '../model'
import { useAct, useBase, useFile } from '../queries'
import { mayGive } from '../rights'
import ScanMarks from '../../../ui/ScanMarks'
import ViewLink from '../../../ui/ViewLink'

export default function FilePage() {
  const { id = '' } = useParams()
  const file = useFile(id)
  if (file.isPending) return <SkeletonRows rows={8} />
  if (file.isLoadingError) return <ErrorState error={file.error} retry={() => void file.refetch()} />
  return <Detail {...file.data} />
}

function Detail({ file, grants, placed, hold }: FileDetail) {
  const { t } = useTranslation()
  const base = useBase()
  const [giving, setGiving] = useState(false)
  const may = mayGive(useSession()) && file.own && file.withdrawn_at === null
  return (
    <>
      <PageHeader title={file.name} mark={file.withdrawn_at && <Mark tone="warning">{t('vault.withdrawn')}</Mark>}
        crumbs={[{ label: t('vault.title'), to: base }, { label: t(`vault.kind.${file.kind}`) }]}
        extra={
          <>
            <ViewLink id={file.id} name={file.name} />
            {file.own && <a className="vt-download" href={`/api/v1/documents/${file.id}/content`} download><DownloadOutlined aria-hidden /> {t('common.download')}</a>}
            {may && <Button type="primary" onClick={() => setGiving(true)}>{t('vault.give.open')}</Button>}
          </>
        } />
      {hold && (
        <div className="zr-notice" role="note">
          <strong>{t('vault.hold.title')}</strong>
          <p>{t('vault.hold.text', { since: formatDateTime(hold.since), reason: hold.reason })}</p>
        </div>
      )}
      <Panel title={t('vault.file.facts')}>
        <dl className="zr-facts">
          <div><dt>{t('vault.list.kind')}</dt><dd>{t(`vault.kind.${file.kind}`)}</dd></div>
          <div><dt>{t('vault.list.size')}</dt><dd className="num">{sizeText(file.size)}</dd></div>
          <div><dt>{t('vault.file.type')}</dt><dd>{mediaTypeName(file.media_type)}</dd></div>
          <div><dt>{t('vault.file.scan')}</dt><dd><ScanMarks document={file} /></dd></div>
          <div><dt>{t('vault.list.deposited')}</dt><dd className="num">{formatDateTime(file.deposited_at)}</dd></div>
          {file.withdrawn_at && <div><dt>{t('vault.file.withdrawn_at')}</dt><dd className="num">{formatDateTime(file.withdrawn_at)}</dd></div>}
          {file.retained_until && <div><dt>{t('vault.file.retained')}</dt><dd className="num">{formatDateTime(file.retained_until)}</dd></div>}
          {placed.length > 0 && <div><dt>{t('vault.places.title')}</dt><dd><Placed kind={file.kind} placed={placed} named /></dd></div>}
          {file.own && <div><dt>{t('vault.list.readers')}</dt><dd>{readersOf(grants).join(t('common.sep')) || t('vault.list.nobody')}</dd></div>}
        </dl>
        <p className="zr-sub vt-full-hash">SHA-256 <Hash sha256={file.sha256} full /></p>
      </Panel>
      {file.own && (
        <>
          <Panel title={t('vault.file.consents')} sub={t('vault.file.consents_sub')} flush>
            {grants.length ? <Consents grants={grants} /> : <EmptyState title={t('vault.file.no_consents')} />}
          </Panel>
          <ReadLog id={file.id} />
          {file.allowed_actions.includes('withdraw') && <Withdrawal id={file.id} name={file.name} live={grants.filter((each) => each.live)} held={hold !== null} />}
        </>
      )}
      {giving && <GiveConsent chosen={[file.id]} close={() => setGiving(false)} />}
    </>
  )
}

/** Offered when nobody reads it any more; until then who does, under which receipt. */
function Withdrawal({ id, name, live, held }: { id: string; name: string; live: readonly Grant[]; held: boolean }) {
  const { t } = useTranslation()
  const { withdraw } = useAct()
  return (
    <Panel title={t('vault.withdraw.title')}>
      <p>{t('vault.withdraw.text')}</p>
      {held && live.length === 0 && <p>{t('vault.hold.stays')}</p>}
      {held && live.length === 0 ? null : live.length > 0 ? (
        <div className="zr-notice" role="note">
          <strong>{t('vault.withdraw.in_use', { n: live.length })}</strong>
          <ul>
            {live.map((each) => (
              <li key={each.id}>
                {t('vault.withdraw.by', { reader: each.organisation_name, number: each.receipt_number, purpose: t(`vault.purpose.${each.purpose_kind}`) })}
                {each.until ? t('vault.withdraw.until', { day: each.until }) : t('vault.withdraw.while')}
              </li>
            ))}
          </ul>
          <p>{t('vault.withdraw.first')}</p>
        </div>
      ) : (
        <ConfirmAction label={t('vault.withdraw.label')} title={t('vault.withdraw.ask', { name })} text={t('vault.withdraw.text')}
          button={{ danger: true }} run={() => withdraw.mutateAsync(id)} />
      )}
    </Panel>
  )
}
