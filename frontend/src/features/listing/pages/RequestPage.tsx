import { Button, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useParams, useSearchParams } from 'react-router'
import ErrorState from '../../../ui/ErrorState'
import FormProblem from '../../../ui/FormProblem'
import PageHeader from '../../../ui/PageHeader'
import SkeletonRows from '../../../ui/SkeletonRows'
import { BLANK, draftOf } from '../../../lib/need'
import RequestForm from '../components/RequestForm'
import { usePublish, useRequest, useRequests, useWithdraw } from '../queries'

/** A financing need: written down, changed, published, withdrawn. */
export default function RequestPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { id = '' } = useParams()
  const [search] = useSearchParams()
  const [asking, setAsking] = useState(false)
  const request = useRequest(id)
  const earlier = useRequests()
  const publish = usePublish(id)
  const withdraw = useWithdraw(id)
  const allowed: readonly string[] = request.data?.allowed_actions ?? []

  const header = (
    <PageHeader
      crumbs={[
        { to: '/e/matches', label: t('listing.matches.title') },
        { label: t('listing.request.crumb') },
      ]}
      title={t(id === '' ? 'listing.request.new' : 'listing.request.edit')}
      sub={
        request.data
          ? `${request.data.number} · ${t(`listing.request.state.${request.data.state}`)}`
          : t('listing.request.lead')
      }
      extra={
        <>
          {allowed.includes('withdrawal') && (
            <Button onClick={() => setAsking(true)}>{t('listing.request.withdraw')}</Button>
          )}
          {allowed.includes('publication') && (
            <Button loading={publish.isPending} onClick={() => publish.mutate()}>
              {t('listing.request.publish')}
            </Button>
          )}
        </>
      }
    />
  )
  if (id !== '' && request.isPending)
    return (
      <>
        {header}
        <SkeletonRows rows={8} />
      </>
    )
  if (id !== '' && request.isLoadingError)
    return (
      <>
        {header}
        <ErrorState error={request.error} retry={() => void request.refetch()} />
      </>
    )
  if (id === '' && earlier.isPending) return <>{header}<SkeletonRows rows={8} /></>

  const last = earlier.data?.items[0]
  const rights = (search.get('rights') ?? '').split(',').filter((each) => each !== '')
  const start = request.data
    ? draftOf(request.data)
    : { ...(last ? { ...draftOf(last), documentIds: [] } : BLANK), rightIds: rights, usedSince: {} }
  if (id === '' && last) {
    start.amountWan = ''
    start.termMonths = ''
  }

  return (
    <>
      {header}
      {publish.isError && <FormProblem error={publish.error} />}
      {publish.isSuccess && (
        <p role="status" className="ls-restored">
          {t('listing.request.published')} <Link to={`/e/matches?request=${id}`}>{t('listing.request.seeMatches')}</Link>
        </p>
      )}
      {request.data?.state !== 'withdrawn' && (
        <p className="muted ls-lead">{t('listing.request.publishNote')}</p>
      )}
      <RequestForm
        key={request.data ? `${id}.${request.data.revision}` : `new.${rights.join('.')}`}
        id={id}
        start={start}
        keepAs={`need.${id || 'new'}`}
        readOnly={id !== '' && !allowed.includes('revision')}
        onSaved={(saved) => void navigate(`/e/matches?request=${saved.id}`)}
      />
      <Modal
        open={asking}
        title={t('listing.request.withdrawAsk')}
        okText={t('listing.request.withdraw')}
        okButtonProps={{ danger: true, loading: withdraw.isPending }}
        onCancel={() => setAsking(false)}
        onOk={() => withdraw.mutate(undefined, { onSuccess: () => setAsking(false) })}
      >
        <p>{t('listing.request.withdrawText')}</p>
        {withdraw.isError && <FormProblem error={withdraw.error} />}
      </Modal>
    </>
  )
}
