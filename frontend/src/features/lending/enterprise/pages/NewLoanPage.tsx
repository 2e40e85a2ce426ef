import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import ErrorState from '../../../../ui/ErrorState'
import PageHeader from '../../../../ui/PageHeader'
import SkeletonRows from '../../../../ui/SkeletonRows'
import { BLANK, draftOf } from '../../../../lib/need'
import NewLoan from '../components/NewLoan'
import { useRequests } from '../queries'

/** Apply: the need is taken from the URL's request, or begun anew. */
export default function NewLoanPage() {
  const { t } = useTranslation()
  const [search] = useSearchParams()
  const requests = useRequests()
  const id = search.get('request') ?? ''
  const items = requests.data?.items ?? []
  const request = items.find((each) => each.id === id)
  const last = items[0]
  const rights = (search.get('rights') ?? '').split(',').filter((each) => each !== '')
  const start = request
    ? draftOf(request)
    : {
        ...(last ? draftOf(last) : BLANK),
        rightIds: rights,
        usedSince: {},
        amountWan: '',
        termMonths: '',
        documentIds: [],
      }
  return (
    <>
      <PageHeader
        crumbs={[
          { to: '/e/loans', label: t('lending_enterprise.list.title') },
          { label: t('lending_enterprise.new.crumb') },
        ]}
        title={t('lending_enterprise.new.title')}
        sub={
          request && t('lending_enterprise.new.existing', { number: request.number })
        }
      />
      {requests.isPending && <SkeletonRows rows={8} />}
      {requests.isLoadingError && (
        <ErrorState error={requests.error} retry={() => void requests.refetch()} />
      )}
      {requests.isSuccess && (
        <NewLoan key={search.get('begun') ?? (id || 'new')} request={request} start={start} earlier={items} />
      )}
    </>
  )
}
