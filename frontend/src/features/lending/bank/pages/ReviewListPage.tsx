/** `/b/review`: opinions that wait for a checker, and offers that somebody proposes to retract. */
import { Button, Tabs } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { formatDateTime as moment } from '../../../../lib/dates'
import { useMe } from '../../../../lib/permissions'
import { useMoney } from '../../../../lib/useMoney'
import { DecisionClock } from '../../../../ui/DecisionClock'
import EmptyState from '../../../../ui/EmptyState'
import ErrorState from '../../../../ui/ErrorState'
import PageHeader from '../../../../ui/PageHeader'
import Pager from '../../../../ui/Pager'
import SkeletonRows from '../../../../ui/SkeletonRows'
import '../bank.css'
import { Flag } from '../components/Parts'
import { type Application, newest } from '../model'
import { PAGE, useApplications } from '../queries'

export default function ReviewListPage() {
  const { t } = useTranslation()
  const [params, setParams] = useSearchParams()
  const tab = params.get('view') === 'retractions' ? 'retractions' : 'opinions'
  const cursor = params.get('cursor')
  const opined = useApplications({ state: ['opined'], sort: 'deadline', limit: PAGE, ...(cursor && tab === 'opinions' ? { cursor } : {}) })
  const offered = useApplications({ state: ['offered'], sort: 'updated', limit: 100 })
  const retractions = (offered.data?.items ?? []).filter((each) => each.offer?.retraction_proposed)
  const list = tab === 'opinions' ? opined : offered
  const items = tab === 'opinions' ? (opined.data?.items ?? []) : retractions
  return (
    <>
      <PageHeader title={t('bank.review.title')} sub={opined.data && t('bank.review.count', { n: opined.data.total })} />
      <section className="zb-card" aria-label={t('bank.review.title')}>
        <div className="zb-tabs">
          <Tabs activeKey={tab} aria-label={t('bank.review.tabs_label')}
            onChange={(key) => setParams(key === 'opinions' ? {} : { view: key }, { replace: true })}
            items={[
              { key: 'opinions', label: <>{t('bank.review.tab.opinions')}<span className="zb-count">{opined.data?.total ?? '…'}</span></> },
              { key: 'retractions', label: <>{t('bank.review.tab.retractions')}<span className="zb-count">{offered.data ? retractions.length : '…'}</span></> },
            ]} />
        </div>
        {list.isPending && <SkeletonRows rows={5} />}
        {list.isLoadingError && <ErrorState compact error={list.error} retry={() => void list.refetch()} />}
        {list.isSuccess && items.length === 0 && (
          <EmptyState title={t(tab === 'opinions' ? 'bank.review.empty_title' : 'bank.review.empty_retraction_title')}
            text={t(tab === 'opinions' ? 'bank.review.empty_text' : 'bank.review.empty_retraction_text')}
            action={<Link to="/b/queue">{t('bank.queue.title')}</Link>} />
        )}
        <ul className="zb-cards">{items.map((each) => <Row key={each.id} application={each} retraction={tab === 'retractions'} />)}</ul>
      </section>
      {tab === 'opinions' && opined.data && <Pager next={opined.data.next} total={opined.data.total} />}
    </>
  )
}

function Row({ application, retraction }: { application: Application; retraction: boolean }) {
  const { t } = useTranslation()
  const money = useMoney()
  const me = useMe().member
  const opinion = newest(application.opinions)
  const own = !retraction && opinion?.maker.id === me.id
  const to = retraction ? `/b/queue/${application.id}` : `/b/review/${application.id}`
  const may = application.allowed_actions.some((each) => ['approval', 'refusal', 'send-back', 'offer-retraction'].includes(each))
  return (
    <li>
      <div>
        <span className="zb-two">
          <Link to={to}><strong>{application.applicant.name}</strong></Link>
          <small>{application.number} · {application.product.name} · {money(application.amount_fen)}</small>
        </span>
        {application.clock?.state === 'running' && <DecisionClock clock={application.clock} />}
      </div>
      <div>
        <span>
          {opinion && (opinion.kind === 'grant'
            ? <Flag level="good">{t('bank.review.opinion_grant', { amount: money(opinion.amount_fen) })}</Flag>
            : <Flag level="block">{t('bank.review.opinion_refusal', { reason: t(`bank.reason.${opinion.reason_code}`) })}</Flag>)}
          {opinion && <span className="zb-card-sub">{opinion.maker.name} · {moment(opinion.made_at)}</span>}
          {own && <> <Flag level="plain">{t('bank.review.own')}</Flag></>}
        </span>
        <Link to={to}><Button size="small" tabIndex={-1}>{t(may ? 'bank.review.open' : 'bank.review.look')}</Button></Link>
      </div>
    </li>
  )
}
