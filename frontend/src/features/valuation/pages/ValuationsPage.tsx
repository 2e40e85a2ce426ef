import { Button, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import AskIssuer from '../../../ui/AskIssuer'
import EmptyState from '../../../ui/EmptyState'
import ErrorState from '../../../ui/ErrorState'
import FormProblem from '../../../ui/FormProblem'
import Mark from '../../../ui/Mark'
import Money from '../../../ui/Money'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import type { Valuation } from '../model'
import { useValuations, useWithdrawValuation } from '../queries'
import ViewLink from '../../../ui/ViewLink'

export default function ValuationsPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [asked, setAsked] = useState<Valuation | null>(null)
  const valuations = useValuations()
  const withdraw = useWithdrawValuation()
  const items = valuations.data?.pages.flatMap((page) => page.items) ?? []
  const total = valuations.data?.pages[0]?.total
  return (
    <>
      <PageHeader
        crumbs={[{ to: '/e/ip', label: t('valuation.portfolio') }, { label: t('valuation.crumb') }]}
        title={t('valuation.title')}
        sub={total === undefined ? undefined : t('valuation.count', { n: total })}
        extra={
          <>
            <Button onClick={() => void navigate('/e/valuations/new')}>{t('valuation.new')}</Button>
            <Button type="primary" onClick={() => void navigate('/e/valuations/estimate')}>{t('valuation.estimate.title')}</Button>
          </>
        }
      />
      <p className="muted va-lead">{t('valuation.lead')}</p>
      <Panel flush>
        {valuations.isPending && <SkeletonRows rows={5} />}
        {valuations.isLoadingError && (
          <ErrorState error={valuations.error} retry={() => void valuations.refetch()} />
        )}
        {valuations.isSuccess && items.length === 0 && (
          <EmptyState
            title={t('valuation.empty.title')}
            text={t('valuation.empty.text')}
            action={
              <Button type="primary" onClick={() => void navigate('/e/valuations/new')}>
                {t('valuation.empty.action')}
              </Button>
            }
          />
        )}
        <ul className="va-list">
          {items.map((each) => (
            <li key={each.id}>
              <div className="va-main">
                <div className="va-range num">
                  <Money fen={each.low_fen} /> – <Money fen={each.high_fen} />
                  <span className="va-central">
                    {t('valuation.central')}{' '}
                    <Money fen={each.central_fen} />
                  </span>
                </div>
                <div className="muted">
                  <Link to={`/e/valuations/${each.id}`}>{each.number}</Link> · {t(`valuation.method.${each.method}`)} ·{' '}
                  {t('valuation.base', { date: each.base_date })} · {each.valuer} ·{' '}
                  {t('valuation.rights', { n: each.rights.length })} ·{' '}
                  {t(each.has_values_per_right ? 'valuation.perRight' : 'valuation.whole')}
                </div>
                <div className="muted va-titles">
                  {each.rights.map((right) => right.title || right.label).join(t('common.sep'))}
                </div>
              </div>
              <div className="va-side">
                <Mark tone={each.state === 'declared' ? 'warning' : 'neutral'}>
                  {t(`valuation.state.${each.state}`)}
                </Mark>
                {each.report && <AskIssuer documentId={each.report.id} />}
                {each.report && (
                  <><a href={`/api/v1/documents/${each.report.id}/content`} download>
                    {each.report.name}
                  </a> <ViewLink id={each.report.id} name={each.report.name} /></>
                )}
                {each.allowed_actions.includes('withdrawal') && (
                  <Button size="small" onClick={() => setAsked(each)}>
                    {t('valuation.withdraw')}
                  </Button>
                )}
              </div>
            </li>
          ))}
        </ul>
        {valuations.hasNextPage && (
          <div className="va-more">
            <Button onClick={() => void valuations.fetchNextPage()}>{t('valuation.more')}</Button>
          </div>
        )}
      </Panel>
      <Modal
        open={asked !== null}
        title={t('valuation.withdrawAsk', { number: asked?.number ?? '' })}
        okText={t('valuation.withdraw')}
        okButtonProps={{ danger: true, loading: withdraw.isPending }}
        onCancel={() => setAsked(null)}
        onOk={() => asked && withdraw.mutate(asked.id, { onSuccess: () => setAsked(null) })}
      >
        <p>{t('valuation.withdrawText')}</p>
        {withdraw.isError && <FormProblem error={withdraw.error} />}
      </Modal>
    </>
  )
}
