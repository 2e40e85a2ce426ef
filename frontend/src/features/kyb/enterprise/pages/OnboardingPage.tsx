import { useQueryClient } from '@tanstack/react-query'
import { Button, Steps } from 'antd'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import EmptyState from '../../../../ui/EmptyState'
import ErrorState from '../../../../ui/ErrorState'
import PageHeader from '../../../../ui/PageHeader'
import Panel from '../../../../ui/Panel'
import SkeletonRows from '../../../../ui/SkeletonRows'
import { formatDateTime } from '../../../../lib/dates'
import { useMe } from '../../../../lib/permissions'
import { useNarrow } from '../../../../lib/useNarrow'
import FirmFacts from '../components/FirmFacts'
import LicenceForm from '../components/LicenceForm'
import { useOwnCase } from '../queries'

const P = 'kyb_enterprise'
const STEP: Record<string, number> = { draft: 1, returned: 1, submitted: 2, approved: 4 }

export default function OnboardingPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const narrow = useNarrow()
  const own = useOwnCase()
  const kyb = own.data?.items[0]
  const me = useMe()
  const client = useQueryClient()
  const isNews = kyb?.state === 'approved' && !me.organisation.verified
  useEffect(() => {
    if (isNews) void client.invalidateQueries({ queryKey: ['identity'] })
  }, [client, isNews])
  const header = (
    <PageHeader
      crumbs={[{ label: t(`${P}.crumb`) }]}
      title={kyb ? t(`${P}.title.${kyb.state}`) : t(`${P}.crumb`)}
      sub={t(`${P}.why`)}
    />
  )
  if (own.isPending)
    return (
      <>
        {header}
        <SkeletonRows rows={6} />
      </>
    )
  if (own.isLoadingError)
    return (
      <>
        {header}
        <ErrorState error={own.error} retry={() => void own.refetch()} />
      </>
    )
  if (!kyb)
    return (
      <>
        {header}
        <EmptyState
          title={t(`${P}.none.title`)}
          text={t(`${P}.none.text`)}
          action={<Button onClick={() => void navigate('/e')}>{t(`${P}.next.home`)}</Button>}
        />
      </>
    )
  const isOpen = kyb.state === 'draft' || kyb.state === 'returned'
  return (
    <>
      {header}
      <Steps
        size="small"
        className="kb-steps"
        orientation={narrow ? 'vertical' : 'horizontal'}
        current={STEP[kyb.state] ?? 0}
        status={kyb.state === 'returned' ? 'error' : undefined}
        items={['info', 'licence', 'review', 'done'].map((step) => ({
          title: t(`${P}.steps.${step}`),
        }))}
      />
      <div className="kb-grid">
        <div className="kb-stack">
          {kyb.state === 'returned' && (
            <div role="note" className="kb-returned">
              <strong>
                {t(`${P}.returned.title`, {
                  reason: kyb.reason_words ?? kyb.reason_code ?? '',
                })}
              </strong>
              <p>{kyb.reason}</p>
            </div>
          )}
          {isOpen && <LicenceForm kyb={kyb} />}
          {kyb.state === 'submitted' && (
            <Panel title={t(`${P}.waiting.title`)}>
              <p>
                {t(`${P}.waiting.text`, {
                  at: kyb.submitted_at ? formatDateTime(kyb.submitted_at) : '',
                })}
              </p>
              <div className="kb-do">
                <Button type="primary" onClick={() => void navigate('/e/ip/import')}>
                  {t(`${P}.next.import`)}
                </Button>
                <Button onClick={() => void navigate('/e/matches')}>{t(`${P}.next.match`)}</Button>
              </div>
            </Panel>
          )}
          {kyb.state === 'approved' && (
            <Panel title={t(`${P}.approved.title`)}>
              <p>
                {t(`${P}.approved.text`, {
                  at: kyb.decided_at ? formatDateTime(kyb.decided_at) : '',
                })}
              </p>
              <div className="kb-do">
                <Button
                  type="primary"
                  onClick={() => void navigate('/e/ip/import#suggestions')}
                >
                  {t(`${P}.next.suggest`)}
                </Button>
                <Button onClick={() => void navigate('/e/matches')}>{t(`${P}.next.match`)}</Button>
              </div>
            </Panel>
          )}
        </div>
        <FirmFacts kyb={kyb} />
      </div>
    </>
  )
}
