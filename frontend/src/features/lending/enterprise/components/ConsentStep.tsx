import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import ErrorState from '../../../../ui/ErrorState'
import FormProblem from '../../../../ui/FormProblem'
import Panel from '../../../../ui/Panel'
import SkeletonRows from '../../../../ui/SkeletonRows'
import { useDraft } from '../actions'
import { useApplicationsOf, useRequests } from '../queries'
import ConsentCard from './ConsentCard'

interface Props {
  requestId: string
  products: string[]
  documentIds: string[]
}

const P = 'lending_enterprise.new'
const LIVE = ['draft', 'submitted', 'in_review', 'waiting', 'opined', 'offered', 'accepted']

/** Drafts for the chosen products, then each bank's consent and submission. */
export default function ConsentStep({ requestId, products, documentIds }: Props) {
  const { t } = useTranslation()
  const [none, setNone] = useState(false)
  const existing = useApplicationsOf(requestId)
  const requests = useRequests()
  const draft = useDraft()
  const request = requests.data?.items.find((each) => each.id === requestId)
  const mine = (existing.data?.items ?? []).filter(
    (each) => products.includes(each.product.id) && LIVE.includes(each.state),
  )
  const lacking = products.filter((id) => !mine.some((each) => each.product.id === id))
  const sent = mine.filter((each) => each.state !== 'draft')

  const make = () => {
    if (products.length === 0) return setNone(true)
    draft.mutate({ request_id: requestId, product_ids: lacking })
  }

  return (
    <Panel title={t(`${P}.consent.title`)} sub={t(`${P}.consent.sub`)}>
      {existing.isPending && <SkeletonRows rows={4} />}
      {existing.isLoadingError && (
        <ErrorState compact error={existing.error} retry={() => void existing.refetch()} />
      )}
      {existing.isSuccess && lacking.length > 0 && (
        <div className="le-make">
          <Button type={mine.length === 0 ? 'primary' : 'default'} loading={draft.isPending} onClick={make}>
            {t(`${P}.banks.draft`)}
          </Button>
        </div>
      )}
      {existing.isSuccess && products.length === 0 && (
        <p role={none ? 'alert' : undefined} className={none ? 'field-error' : 'muted'}>
          {t(`${P}.banks.none`)}
        </p>
      )}
      {draft.isError && <FormProblem error={draft.error} />}
      <div className="le-stack">
        {mine.map((application) => (
          <ConsentCard
            key={application.id}
            application={application}
            documentIds={documentIds}
            requestRevision={
              request && request.revision !== application.request_revision ? request.revision : null
            }
          />
        ))}
      </div>
      {sent.length > 0 && sent.length === products.length && (
        <p role="status" className="le-sent">
          <strong>{t(`${P}.consent.allDone`, { n: sent.length })}</strong>{' '}
          <Link to="/e/loans">{t(`${P}.consent.see`)}</Link>
        </p>
      )}
      {mine.some((each) => each.state === 'draft') && (
        <p>
          <Link to="/e/loans?tab=draft">{t(`${P}.consent.later`)}</Link>
        </p>
      )}
    </Panel>
  )
}
