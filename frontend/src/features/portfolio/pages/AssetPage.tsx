import { Button, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams } from 'react-router'
import { asProblem } from '../../../api/problem'
import ErrorState from '../../../ui/ErrorState'
import FormProblem from '../../../ui/FormProblem'
import PageHeader from '../../../ui/PageHeader'
import SkeletonRows from '../../../ui/SkeletonRows'
import AssetFacts from '../components/AssetFacts'
import AssetQuality from '../components/AssetQuality'
import AssetSources from '../components/AssetSources'
import AssetTimeline from '../components/AssetTimeline'
import AssetValuations from '../components/AssetValuations'
import AssetExtract from '../components/AssetExtract'
import EvidenceList from '../components/EvidenceList'
import FeeCalendar from '../components/FeeCalendar'
import LateFee from '../components/LateFee'
import PledgeState from '../components/PledgeState'
import SupplyNumber from '../components/SupplyNumber'
import { isApart, usesIn } from '../model'
import { useAsset, useRemoveAsset } from '../queries'

export default function AssetPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { id = '' } = useParams()
  const [asking, setAsking] = useState(false)
  const asset = useAsset(id)
  const remove = useRemoveAsset()
  const crumbs = [{ to: '/e/ip', label: t('portfolio.list.title') }]

  if (asset.isPending)
    return (
      <>
        <PageHeader crumbs={crumbs} title={t('portfolio.list.title')} />
        <SkeletonRows rows={8} />
      </>
    )
  if (asset.isLoadingError)
    return (
      <>
        <PageHeader crumbs={crumbs} title={t('portfolio.list.title')} />
        <ErrorState error={asset.error} retry={() => void asset.refetch()} />
      </>
    )

  const detail = asset.data
  const held = detail.asset
  const allowed = held.allowed_actions
  const uses = remove.isError ? usesIn(asProblem(remove.error)) : []
  return (
    <>
      <PageHeader
        crumbs={[...crumbs, { label: held.label }]}
        title={held.title || held.label}
        sub={`${held.label} · ${t(`portfolio.kind.${held.kind}`)} · ${t(`portfolio.ownership.${held.ownership}`)}`}
        extra={
          <>
            {allowed.includes('removal') && (
              <Button onClick={() => setAsking(true)}>{t('portfolio.asset.remove')}</Button>
            )}
            <Button onClick={() => void navigate(`/e/valuations/new?rights=${held.right_id}`)}>
              {t('portfolio.asset.value')}
            </Button>
            <Button
              type="primary"
              onClick={() => void navigate(`/e/matches/requests/new?rights=${held.right_id}`)}
            >
              {t('portfolio.asset.use')}
            </Button>
          </>
        }
      />
      {held.needs.map((need) => (
        <div key={need} className="pf-need" role="note">
          {t(`portfolio.asset.needs.${need}${isApart(held.kind) ? '_apart' : ''}`)}
        </div>
      ))}
      {held.fee_due?.late && <LateFee fee={held.fee_due} />}
      <div className="pf-asset">
        <div className="pf-stack">
          {allowed.includes('application-number') && <SupplyNumber id={id} />}
          <AssetFacts detail={detail} />
          {!isApart(held.kind) && (
            <>
              <AssetSources id={id} />
              <AssetQuality id={id} title={held.title || held.label} mayState={allowed.includes('removal')} />
              <FeeCalendar fees={detail.fees} />
            </>
          )}
          <AssetExtract id={id} />
          <EvidenceList facts={detail.facts} />
        </div>
        <div className="pf-stack">
          <PledgeState patent={held.application_no || isApart(held.kind) ? held.label : ''} />
          <AssetValuations rightId={held.right_id} />
          <AssetTimeline detail={detail} />
        </div>
      </div>
      <Modal
        open={asking}
        title={t('portfolio.asset.removeAsk', { title: held.title || held.label })}
        okText={t('portfolio.asset.remove')}
        okButtonProps={{ danger: true, loading: remove.isPending }}
        onCancel={() => {
          setAsking(false)
          remove.reset()
        }}
        onOk={() => remove.mutate(id, { onSuccess: () => void navigate('/e/ip', { state: { removed: held.title || held.label } }) })}
      >
        <p>{t('portfolio.asset.removeText')}</p>
        {remove.isError && <FormProblem error={remove.error} />}
        {uses.length > 0 && (
          <ul className="pf-uses">
            {uses.map((use) => (
              <li key={use.number}>
                <Link to={use.kind === 'request' ? '/e/matches' : '/e/loans'}>
                  {t(`portfolio.asset.use_of.${use.kind}`)} <span className="num">{use.number}</span>
                </Link>
              </li>
            ))}
          </ul>
        )}
      </Modal>
    </>
  )
}
