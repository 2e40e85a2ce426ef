import { AimOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Select, Tabs } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import EmptyState from '../../../../ui/EmptyState'
import ErrorState from '../../../../ui/ErrorState'
import PageHeader from '../../../../ui/PageHeader'
import Panel from '../../../../ui/Panel'
import SkeletonRows from '../../../../ui/SkeletonRows'
import { useNarrow } from '../../../../lib/useNarrow'
import LoanCards from '../components/LoanCards'
import LoansEmpty from '../components/LoansEmpty'
import LoanTable from '../components/LoanTable'
import { TABS, isTab, type Tab } from '../model'
import { useApplications } from '../queries'

const P = 'lending_enterprise.list'

export default function LoansPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const narrow = useNarrow()
  const [search, setSearch] = useSearchParams()
  const asked = search.get('tab')
  const tab: Tab = isTab(asked) ? asked : 'all'
  const applications = useApplications(TABS[tab])
  const items = applications.data?.pages.flatMap((page) => page.items) ?? []
  const total = applications.data?.pages[0]?.total
  const tabs = Object.keys(TABS).map((key) => ({ key, label: t(`${P}.tabs.${key}`) }))
  const choose = (key: string) =>
    setSearch(key === 'all' ? {} : { tab: key }, { replace: true })
  const isEmpty = applications.isSuccess && tab === 'all' && items.length === 0

  return (
    <>
      <PageHeader
        title={t(`${P}.title`)}
        sub={total === undefined || isEmpty || tab !== 'all' ? undefined : t(`${P}.titleCount`, { n: total })}
        extra={
          !isEmpty && (
            <>
              <Button icon={<AimOutlined aria-hidden />} onClick={() => void navigate('/e/matches')}>
                {t(`${P}.empty.action`)}
              </Button>
              <Button
                type="primary"
                icon={<PlusOutlined aria-hidden />}
                onClick={() => void navigate('/e/loans/new')}
              >
                {t(`${P}.new`)}
              </Button>
            </>
          )
        }
      />
      {isEmpty ? (
        <LoansEmpty />
      ) : (
        <Panel flush>
          {narrow ? (
            <Select
              className="le-tabs-narrow"
              value={tab}
              aria-label={t(`${P}.tabs.label`)}
              onChange={choose}
              options={tabs.map(({ key, label }) => ({ value: key, label }))}
            />
          ) : (
            <Tabs
              className="le-tabs"
              activeKey={tab}
              aria-label={t(`${P}.tabs.label`)}
              onChange={choose}
              items={tabs}
            />
          )}
          {applications.isPending && <SkeletonRows rows={6} />}
          {applications.isLoadingError && (
            <ErrorState error={applications.error} retry={() => void applications.refetch()} />
          )}
          {applications.isSuccess && items.length === 0 && (
            <EmptyState
              title={t(`${P}.filteredEmpty.title`)}
              text={t(`${P}.filteredEmpty.text`)}
              action={
                <Button onClick={() => setSearch({}, { replace: true })}>
                  {t(`${P}.filteredEmpty.action`)}
                </Button>
              }
            />
          )}
          {items.length > 0 && (narrow ? <LoanCards items={items} /> : <LoanTable items={items} />)}
          {applications.hasNextPage && (
            <div className="le-more">
              <Button
                loading={applications.isFetchingNextPage}
                onClick={() => void applications.fetchNextPage()}
              >
                {t(`${P}.more`)}
              </Button>
            </div>
          )}
        </Panel>
      )}
    </>
  )
}
