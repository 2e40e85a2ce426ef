/** The named places of the vault: what stands in each, in which version, and what is still empty. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import { api, ok } from '../../../api/client'
import type { components } from '../../../api/schema'
import { formatDateTime } from '../../../lib/dates'
import { placeToFill, withoutPlace } from '../../../lib/fillAddress'
import EmptyState from '../../../ui/EmptyState'
import ErrorState from '../../../ui/ErrorState'
import FillPlaceholder from '../../../ui/FillPlaceholder'
import Mark from '../../../ui/Mark'
import Pager from '../../../ui/Pager'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import { BROUGHT } from '../model'
import { useBase } from '../queries'
import OpenPlaceholder from './OpenPlaceholder'

type Placeholder = components['schemas']['PlaceholderOut']

const PAGE = 20
/** The address keeps this list's cursor apart from the documents'. */
const AT = 'places'

export default function Placeholders() {
  const { t } = useTranslation()
  const cursor = useSearchParams()[0].get(AT)
  const query = { limit: PAGE, ...(cursor ? { cursor } : {}) }
  const found = useQuery({
    queryKey: ['documents', 'placeholders', query], placeholderData: keepPreviousData,
    queryFn: () => ok(api.GET('/api/v1/placeholders', { params: { query } })),
  })
  return (
    <Panel title={t('vault.places.title')} sub={t('vault.places.sub')}>
      <Wanted />
      {found.isPending && <SkeletonRows rows={3} />}
      {found.isLoadingError && <ErrorState compact error={found.error} retry={() => void found.refetch()} />}
      {found.data?.items.length === 0 && <EmptyState title={t('vault.places.none')} />}
      <OpenPlaceholder />
      <ul className="vt-places">{found.data?.items.map((place) => <Row key={place.id} place={place} />)}</ul>
      {found.data && (found.data.next !== null || cursor !== null) && (
        <Pager name={AT} label={t('vault.places.pages')} next={found.data.next} total={found.data.total} />
      )}
    </Panel>
  )
}

/** The place that the address names: what a product asks for and the firm came to deposit. */
function Wanted() {
  const { t } = useTranslation()
  const [query, setQuery] = useSearchParams()
  const box = useRef<HTMLDivElement>(null)
  const place = placeToFill(query, BROUGHT)
  const address = query.get('fill')
  // After the frame has put the focus on the page as a whole.
  useEffect(() => {
    const later = setTimeout(() => box.current?.focus())
    return () => clearTimeout(later)
  }, [address])
  if (place === null) return null
  const name = [place.year, t(`vault.kind.${place.kind}`), place.subject].filter(Boolean).join(' ')
  const leave = () => setQuery(withoutPlace(query), { replace: true })
  return (
    <div ref={box} tabIndex={-1} className="zr-notice" role="group" aria-label={t('vault.places.wanted', { name })}>
      <strong>{t('vault.places.wanted', { name })}</strong>
      <FillPlaceholder place={place} label={t('vault.places.fill_of', { name })} onPlaced={leave} />
      <Button type="link" size="small" onClick={leave}>{t('vault.places.later')}</Button>
    </div>
  )
}

function Row({ place }: { place: Placeholder }) {
  const { t } = useTranslation()
  const base = useBase()
  const [open, setOpen] = useState(false)
  const { version } = place
  const empty = version === null || version.withdrawn
  const name = [place.year, t(`vault.kind.${place.kind}`), place.subject].filter(Boolean).join(' ')
  return (
    <li>
      <span className="vt-place">
        <strong>{name}</strong>{' '}
        {version && <Link to={`${base}/${version.document_id}`}>{version.name}</Link>}{' '}
        {version && <Mark tone="info">{t('vault.places.version', { n: version.n })}</Mark>}{' '}
        {empty && <Mark tone="warning">{t('vault.places.missing')}</Mark>}
      </span>
      {version && (
        <Button type="link" size="small" aria-expanded={open} aria-label={t('vault.places.history_of', { name })} onClick={() => setOpen(!open)}>
          {t('vault.places.history')}
        </Button>
      )}
      <FillPlaceholder limitsSaid place={place} label={t(version ? 'vault.places.next_of' : 'vault.places.fill_of', { name })}
        shown={t(version ? 'vault.places.next' : 'vault.places.fill')} />
      {open && <History id={place.id} />}
    </li>
  )
}

function History({ id }: { id: string }) {
  const { t } = useTranslation()
  const base = useBase()
  const path = { placeholder_id: id }
  const history = useQuery({
    queryKey: ['documents', 'placeholder', id],
    queryFn: () => ok(api.GET('/api/v1/placeholders/{placeholder_id}', { params: { path } })),
  })
  if (history.isPending) return <SkeletonRows rows={2} />
  if (history.isLoadingError) return <ErrorState compact error={history.error} retry={() => void history.refetch()} />
  return (
    <ol className="vt-history" reversed>
      {history.data.versions.map((each) => (
        <li key={each.n} value={each.n}>
          <Link to={`${base}/${each.document_id}`}>{each.name}</Link>{' '}
          <span className="zr-sub">
            {[each.placed_by, formatDateTime(each.placed_at), t('vault.places.dated', { date: each.dated_on }), each.note].filter(Boolean).join(' · ')}
          </span>
        </li>
      ))}
    </ol>
  )
}
