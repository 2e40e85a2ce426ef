/** A pledge by its own address: on the page of the loan that it secures, or alone. */
import { useTranslation } from 'react-i18next'
import { Navigate, useParams } from 'react-router'
import ErrorState from '../../../../ui/ErrorState'
import PageHeader from '../../../../ui/PageHeader'
import SkeletonRows from '../../../../ui/SkeletonRows'
import PledgePanel from '../components/PledgePanel'
import { usePledge } from '../queries'

export default function PledgePage() {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  const pledge = usePledge(id)
  if (pledge.data?.application_id) return <Navigate to={`/e/loans/${pledge.data.application_id}#pledge`} replace />
  return (
    <>
      <PageHeader crumbs={[{ to: '/e/loans', label: t('lending_enterprise.list.title') }]} title={pledge.data?.number ?? t('lending_enterprise.pledge.sub')} />
      {pledge.isPending && <SkeletonRows rows={8} />}
      {pledge.isLoadingError && <ErrorState error={pledge.error} retry={() => void pledge.refetch()} />}
      {pledge.data && <PledgePanel id={id} />}
    </>
  )
}
