/** The papers of a matter: an application, its pledge, or both. */
import { useTranslation } from 'react-i18next'
import ErrorState from '../ErrorState'
import Panel from '../Panel'
import SkeletonRows from '../SkeletonRows'
import PaperItem from './PaperItem'
import { usePapersOf } from './queries'

export default function PapersPanel({ subjects, extra }: { subjects: string[]; extra?: React.ReactNode }) {
  const { t } = useTranslation()
  const { papers, isPending, error, refetch } = usePapersOf(subjects)
  return (
    <Panel title={t('papers.title')} sub={t('papers.sub')} extra={extra} flush>
      {isPending && <SkeletonRows rows={3} />}
      {error !== null && <ErrorState compact error={error} retry={() => void refetch()} />}
      {!isPending && error === null && papers.length === 0 && <p className="muted pp-none">{t('papers.none')}</p>}
      {papers.length > 0 && <ul>{papers.map((paper) => <PaperItem key={paper.id} paper={paper} />)}</ul>}
    </Panel>
  )
}
