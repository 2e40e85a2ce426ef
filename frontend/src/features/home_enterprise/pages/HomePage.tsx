import { ImportOutlined, PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import ErrorState from '../../../ui/ErrorState'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import { daysUntil, today } from '../../../lib/dates'
import { useMe } from '../../../lib/permissions'
import FeeTable from '../components/FeeTable'
import FigureGrid from '../components/FigureGrid'
import TaskList from '../components/TaskList'
import WaitingList from '../components/WaitingList'
import { tasksOf, waitingOf } from '../model'
import { useFeeTasks, useFound, useKyb, useLivePledges, useMine, useOpenInquiries, usePapersToSign, usePortfolio, useRegistrations, useSummary, useUnrecorded } from '../queries'

export default function HomePage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const session = useMe()
  const mine = useMine()
  const summary = useSummary()
  const pledges = useLivePledges()
  const kyb = useKyb()
  const isVerified = session.organisation.verified
  const papers = usePapersToSign()
  const suggestions = useFound(isVerified)
  const inquiries = useOpenInquiries()
  const licences = useUnrecorded()
  const portfolio = usePortfolio()
  const registrations = useRegistrations()
  const fees = useFeeTasks()

  const isPending = mine.isPending || pledges.isPending || kyb.isPending
  const found = {
    applications: mine.data ?? [],
    pledges: pledges.data ?? [],
    kyb: kyb.data?.items[0],
    suggestions: Number(suggestions.data?.total ?? 0),
    papers: papers.data?.filter((each) => each.allowed_actions.includes('signature')).length ?? 0,
    inquiries: inquiries.data ?? [],
    licences: licences.data ?? [],
    fees: fees.data?.total ?? 0,
  }
  const tasks = tasksOf(found)
  const waiting = waitingOf(found)
  const name = session.member.name
  const tightest = tasks.find((task) => task.due !== null)?.due
  const days = tightest ? daysUntil(tightest) : null
  const sub =
    days === null
      ? t('home_enterprise.noDeadline')
      : days < 0
        ? t('home_enterprise.tightestLate')
        : days === 0
          ? t('home_enterprise.tightestToday')
          : t('home_enterprise.tightest', { n: days })

  return (
    <>
      <PageHeader
        title={
          isPending
            ? name
            : t(tasks.length > 0 ? 'home_enterprise.title' : 'home_enterprise.titleNone', {
                name,
                n: tasks.length,
              })
        }
        sub={`${today()} · ${sub}`}
        extra={
          <>
            <Button
              icon={<ImportOutlined aria-hidden />}
              onClick={() => void navigate('/e/ip/import')}
            >
              {t('home_enterprise.import')}
            </Button>
            <Button
              type={tasks.length > 0 ? 'default' : 'primary'}
              icon={<PlusOutlined aria-hidden />}
              onClick={() => void navigate('/e/loans/new')}
            >
              {t('home_enterprise.newLoan')}
            </Button>
          </>
        }
      />
      <div className="he-grid">
        <div className="he-main">
          {isPending ? (
            <Panel flush title={t('home_enterprise.todo.title')}>
              <SkeletonRows rows={4} />
            </Panel>
          ) : mine.isLoadingError ? (
            <Panel title={t('home_enterprise.todo.title')}>
              <ErrorState error={mine.error} retry={() => void mine.refetch()} />
            </Panel>
          ) : (
            <TaskList tasks={tasks} />
          )}
          {!isPending && !mine.isLoadingError && <WaitingList items={waiting} />}
        </div>
        <div className="he-side">
          <FigureGrid
            summary={summary.data}
            portfolio={portfolio.data}
            registrations={registrations.data?.total}
          />
        </div>
      </div>
      {portfolio.isPending ? (
        <Panel flush title={t('home_enterprise.fees.title')}>
          <SkeletonRows rows={5} />
        </Panel>
      ) : portfolio.isLoadingError ? (
        <Panel title={t('home_enterprise.fees.title')}>
          <ErrorState error={portfolio.error} retry={() => void portfolio.refetch()} />
        </Panel>
      ) : (
        <FeeTable assets={portfolio.data.next_fees} />
      )}
    </>
  )
}
