/** `/e/papers`, `/b/papers`: what waits for one's signature, then every paper, newest first. */
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { useMe } from '../../../lib/permissions'
import EmptyState from '../../../ui/EmptyState'
import ErrorState from '../../../ui/ErrorState'
import ListExportButton from '../../../ui/ListExportButton'
import PageHeader from '../../../ui/PageHeader'
import Pager from '../../../ui/Pager'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import PaperItem from '../../../ui/papers/PaperItem'
import { type Paper, usePaper, usePapers } from '../../../ui/papers/queries'

const MATTER: Record<string, Partial<Record<Paper['subject_kind'], string>>> = {
  firm: { loan_application: '/e/loans', pledge: '/e/pledges', policy: '/e/insurance' },
  bank: { loan_application: '/b/queue', pledge: '/b/pledges' },
}

export default function PapersPage() {
  const { t } = useTranslation()
  const { kind } = useMe().organisation
  const [params] = useSearchParams()
  const cursor = params.get('cursor') ?? undefined
  const waiting = usePapers({ to_sign: true, limit: 50 })
  const all = usePapers({ cursor, limit: 20 })
  const item = (paper: Paper) => {
    const place = MATTER[kind]?.[paper.subject_kind]
    if (paper.subject_kind === 'paper') return <PaperItem key={paper.id} paper={paper} matter={<OfPaper id={paper.subject_id} />} />
    return <PaperItem key={paper.id} paper={paper} matter={place && <Link to={`${place}/${paper.subject_id}`}>{t(`papers.matter.${paper.subject_kind}`)}</Link>} />
  }
  return (
    <>
      <PageHeader title={t('papers.list.title')} sub={t('papers.list.sub')} />
      {cursor === undefined && (
        <Panel title={t('papers.list.waiting')} sub={waiting.data && t('papers.list.n', { n: waiting.data.total })} flush
          extra={waiting.data && waiting.data.items.length > 0 && <ListExportButton list="papers" filters={{ to_sign: true }} />}>
          {waiting.isPending && <SkeletonRows rows={2} />}
          {waiting.isLoadingError && <ErrorState compact error={waiting.error} retry={() => void waiting.refetch()} />}
          {waiting.data?.items.length === 0 && <p className="muted pp-none">{t('papers.list.noneWaiting')}</p>}
          {waiting.data && <ul>{waiting.data.items.map(item)}</ul>}
        </Panel>
      )}
      <Panel title={t('papers.list.all')} flush extra={<ListExportButton list="papers" />}>
        {all.isPending && <SkeletonRows rows={6} />}
        {all.isLoadingError && <ErrorState error={all.error} retry={() => void all.refetch()} />}
        {all.data?.items.length === 0 && <EmptyState title={t('papers.list.none')} text={t('papers.list.noneText')} />}
        {all.data && all.data.items.length > 0 && (
          <>
            <ul>{all.data.items.map(item)}</ul>
            <Pager next={all.data.next} total={all.data.total} />
          </>
        )}
      </Panel>
    </>
  )
}

/** Of which paper a log of signatures is. */
function OfPaper({ id }: { id: string }) {
  const { t } = useTranslation()
  const paper = usePaper(id).data
  return paper ? t('papers.matter.paper', { paper: t(`papers.kind.${paper.kind}`), number: paper.number }) : null
}
