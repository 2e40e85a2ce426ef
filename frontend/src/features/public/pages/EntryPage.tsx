/** What is published of one registration: never an amount, never a natural person. */
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { api, ok } from '../../../api/client'
import { asProblem } from '../../../api/problem'
import PublicFrame from '../../../app/shell/PublicFrame'
import { formatDate } from '../../../lib/dates'
import { patentNumber } from '../../../lib/patentNumber'
import EmptyState from '../../../ui/EmptyState'
import ErrorState from '../../../ui/ErrorState'
import Mark from '../../../ui/Mark'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import StatusTag from '../../../ui/StatusTag'
import LookupField from '../components/LookupField'
import '../public.css'

export default function EntryPage() {
  const { t } = useTranslation()
  const { number = '' } = useParams()
  const entry = useQuery({
    queryKey: ['registry', 'lookUpRegistration', number],
    queryFn: () => ok(api.GET('/api/v1/register/{number}', { params: { path: { number } } })),
    retry: false,
  })
  const names = (found: (string | null)[]) => found.map((name) => name ?? t('public.entry.person')).join(t('public.entry.comma'))
  const found = entry.data
  const isUnknown = entry.isLoadingError && asProblem(entry.error).status === 404
  return (
    <PublicFrame>
      <PageHeader title={t('public.entry.title', { number })} crumbs={[{ label: t('public.nav.lookup'), to: '/register-lookup' }, { label: number }]}
        extra={found && <StatusTag subject="pledge" state={found.state} />} />
      <p className="zr-law">{t('public.lookup.law')}</p>
      {entry.isPending && <SkeletonRows rows={5} />}
      {isUnknown && <Panel><EmptyState title={t('public.entry.none')} text={t('public.entry.noneText')} /></Panel>}
      {entry.isLoadingError && !isUnknown && <ErrorState error={entry.error} retry={() => void entry.refetch()} />}
      {found && (
        <>
          <Panel title={t('public.entry.facts')}
            extra={<Mark tone={found.verified ? 'success' : 'warning'}>{t(found.verified ? 'public.entry.verified' : 'public.entry.unverified')}</Mark>}>
            <dl className="zr-facts">
              <div><dt>{t('public.entry.number')}</dt><dd className="num">{found.number}</dd></div>
              <div><dt>{t('public.entry.registeredOn')}</dt><dd className="num">{formatDate(found.registered_on)}</dd></div>
              <div><dt>{t('public.entry.pledgors')}</dt><dd>{names(found.pledgors)}</dd></div>
              <div><dt>{t('public.entry.pledgees')}</dt><dd>{names(found.pledgees)}</dd></div>
              {found.cancelled_on && <div><dt>{t('public.entry.cancelledOn')}</dt><dd className="num">{formatDate(found.cancelled_on)}</dd></div>}
              {found.changed_items.length > 0 && (
                <div><dt>{t('public.entry.changed')}</dt><dd>{found.changed_items.map((item) => t(`public.change.${item}`, { defaultValue: item })).join(t('public.entry.comma'))}</dd></div>
              )}
            </dl>
          </Panel>
          <Panel title={t('public.entry.patents', { n: found.patents.length })} flush>
            <ul className="zr-cards">
              {found.patents.map((patent) => (
                <li key={patent.label} className="zr-card">
                  <strong className="num">{patentNumber(patent.label)}</strong>
                  <span className="zr-sub num">
                    {[patent.publication_no, patent.ipc_main, patent.granted_on && t('public.entry.granted', { date: patent.granted_on })].filter(Boolean).join(' · ')}
                  </span>
                </li>
              ))}
            </ul>
          </Panel>
        </>
      )}
      <Panel title={t('public.entry.another')}><LookupField key={number} /></Panel>
    </PublicFrame>
  )
}
