/** Submissions that lie with the insurer, the nearest deadline first: each opens at the desk. */
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import EmptyState from '../../../ui/EmptyState'
import ErrorState from '../../../ui/ErrorState'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import StatusTag from '../../../ui/StatusTag'
import Due from '../desk/Due'
import { useSubmissions } from '../desk/queries'

const SHOWN = 6

export const useOpenSubmissions = () => useSubmissions({ submission_states: ['in_underwriting', 'indicated', 'referred'], limit: SHOWN })

export default function DeskQueue() {
  const { t } = useTranslation()
  const found = useOpenSubmissions()
  return (
    <Panel title={t('insurance.home.desk')} flush extra={<Link to="/i/submissions">{t('insurance.home.all_submissions')}</Link>}>
      {found.isPending && <SkeletonRows rows={4} />}
      {found.isLoadingError && <ErrorState compact error={found.error} retry={() => void found.refetch()} />}
      {found.data?.items.length === 0 && <EmptyState title={t('insurance.desk.empty')} text={t('insurance.desk.empty_text')} />}
      <ul className="zi-list">
        {found.data?.items.map((each) => (
          <li key={each.id}>
            <span>
              <Link to={`/i/submissions/${each.id}`}>{each.firm}</Link>
              <span className="zr-sub">{t(`insurance.line.${each.line}`)} · {each.number}{each.authority && ` · ${t(`insurance.desk.level.${each.authority}`)}`}</span>
            </span>
            <span><StatusTag subject="submission" state={each.state} /> <Due of={each} /></span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
