/** The appraiser's work list, and the firm's orders: what is asked, until when, where it stands. */
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { formatDate } from '../../../lib/dates'
import { useMay, useMe } from '../../../lib/permissions'
import { useListState } from '../../../lib/useListState'
import EmptyState from '../../../ui/EmptyState'
import ErrorState from '../../../ui/ErrorState'
import ListExportButton from '../../../ui/ListExportButton'
import PageHeader from '../../../ui/PageHeader'
import Pager from '../../../ui/Pager'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import StatusTag from '../../../ui/StatusTag'
import { useOrders } from '../queries'

type Kind = 'firm' | 'bank' | 'appraiser'
const ROOTS: Record<Kind, string> = { firm: '/e/appraisals', bank: '/b/appraisals', appraiser: '/a/requests' }
const SUBS: Record<Kind, string> = { firm: 'appraisal.ordersSub', bank: 'appraisal.bankSub', appraiser: 'appraisal.workSub' }
const EMPTY: Record<Kind, string> = { firm: 'appraisal.noneFirm', bank: 'appraisal.noneBank', appraiser: 'appraisal.noneAppraiser' }

export default function RequestsPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { state } = useListState()
  const { kind } = useMe().organisation
  const firm = kind === 'firm'
  const may = useMay('bind')
  const orders = useOrders(state.cursor)
  const invite = firm && may && <Button type="primary" onClick={() => void navigate('/e/appraisals/new')}>{t('appraisal.invite.title')}</Button>
  return (
    <>
      <PageHeader title={t(kind === 'appraiser' ? 'appraisal.work' : 'appraisal.orders')} sub={t(SUBS[kind as Kind])}
        crumbs={firm ? [{ to: '/e/valuations', label: t('valuation.crumb') }, { label: t('appraisal.orders') }] : []} extra={<><ListExportButton list="valuation_requests" />{invite}</>} />
      <Panel flush>
        {orders.isPending && <SkeletonRows rows={4} />}
        {orders.isLoadingError && <ErrorState error={orders.error} retry={() => void orders.refetch()} />}
        {orders.data?.items.length === 0 && <EmptyState title={t('appraisal.none')} text={t(EMPTY[kind as Kind])} action={invite || undefined} />}
        <ul className="ap-list">
          {orders.data?.items.map((each) => (
            <li key={each.id}>
              <span className="ap-main">
                <Link to={`${ROOTS[kind as Kind]}/${each.id}`}>
                  <strong>{firm ? each.number : `${each.firm_name} · ${each.number}`}</strong>
                </Link>
                {each.asked_by_lender && kind !== 'bank' && <span className="zr-sub">{t('appraisal.byLender', { bank: each.lender_name })}</span>}
                <span>{t('appraisal.about_rights', { n: each.rights.length, first: each.rights[0]?.title || each.rights[0]?.label })}</span>
                <span className="zr-sub">
                  {each.due_on ? t('appraisal.dueOn', { on: formatDate(each.due_on) }) : t('appraisal.quotesDue', { on: formatDate(each.quotes_due_on) })}
                  {kind !== 'appraiser' && each.quotes.length > 0 && each.state === 'open' && <> · {t('appraisal.quoted', { n: each.quotes.filter((one) => one.state === 'quoted').length, of: each.quotes.length })}</>}
                </span>
              </span>
              <StatusTag subject="valuation_request" state={each.state} />
            </li>
          ))}
        </ul>
        {orders.data && <Pager next={orders.data.next} total={orders.data.total} />}
      </Panel>
    </>
  )
}
