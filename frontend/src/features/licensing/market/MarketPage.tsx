/** `/market`: licence offers and financing requests, found by word, narrowed by group, shared by address. */
import { Button, Select } from 'antd'
import { useCallback, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useHotkeys } from '../../../lib/useHotkeys'
import { useListState } from '../../../lib/useListState'
import { useNarrow } from '../../../lib/useNarrow'
import EmptyState from '../../../ui/EmptyState'
import ErrorState from '../../../ui/ErrorState'
import PageHeader from '../../../ui/PageHeader'
import Pager from '../../../ui/Pager'
import Panel from '../../../ui/Panel'
import SearchField from '../../../ui/SearchField'
import SkeletonRows from '../../../ui/SkeletonRows'
import '../licensing.css'
import { type Asked, askedOf, GROUPS, toggled } from '../model'
import { useListings } from '../queries'
import Chips from './Chips'
import Facets from './Facets'
import ListingCard from './ListingCard'
import ShareLink from './ShareLink'

const SORTS = ['newest', 'cheapest'] as const

/** j and k go from listing to listing; Enter opens, as on any link. */
function step(by: number) {
  const links = [...document.querySelectorAll<HTMLElement>('.lc-listing [data-row]')]
  const here = links.findIndex((link) => link.closest('.lc-listing')?.contains(document.activeElement))
  links[Math.min(links.length - 1, Math.max(0, here + by))]?.focus()
}

export default function MarketPage() {
  const { t } = useTranslation()
  const narrow = useNarrow(900)
  const { state, set } = useListState()
  const asked: Asked = askedOf(state)
  const sort = state.sort === 'cheapest' ? 'cheapest' : 'newest'
  const found = useListings(asked, { sort, cursor: state.cursor })
  const search = useCallback((q: string) => set({ q: q || null }), [set])
  const clear = () => set({ q: null, ...Object.fromEntries(GROUPS.map((group) => [group, null])) })
  const narrowed = GROUPS.filter((group) => asked[group])
  useHotkeys(useMemo(() => ({ j: () => step(1), k: () => step(-1) }), []))
  const facets = <Facets asked={asked} onToggle={(group, value, on) => set({ [group]: toggled(asked, group, value, on) || null })} />
  return (
    <>
      <PageHeader title={t('licensing.market.title')} sub={t('licensing.market.sub')} extra={<ShareLink />} />
      <div className="lc-tools" role="search">
        <SearchField label={t('licensing.market.search')} value={asked.q ?? ''} onSettled={search} width={360} />
        <Select aria-label={t('licensing.market.sort')} value={sort} onChange={(value) => set({ sort: value === 'newest' ? null : value })} options={SORTS.map((value) => ({ value, label: t(`licensing.market.by.${value}`) }))} />
        <span className="zr-sub" aria-live="polite">{found.data && t('licensing.market.count', { n: found.data.total })}</span>
      </div>
      <Chips asked={asked} onDrop={(group, value) => set({ [group]: toggled(asked, group, value, false) || null })} onClear={clear} />
      <div className="lc-market">
        {narrow ? <details className="zr-panel lc-fold"><summary>{t('licensing.market.narrow', { n: narrowed.length })}</summary>{facets}</details> : <aside aria-label={t('licensing.market.groups')}>{facets}</aside>}
        <div className="lc-results">
          {found.isPending && <Panel flush><SkeletonRows rows={8} /></Panel>}
          {found.isLoadingError && <Panel><ErrorState error={found.error} retry={() => void found.refetch()} /></Panel>}
          {found.data && found.data.items.length === 0 && (
            <Panel>
              {asked.q || narrowed.length > 0
                ? <EmptyState title={t('common.filteredEmpty.title')} text={t('licensing.market.noMatch')} action={<Button onClick={clear}>{t('common.clear')}</Button>} />
                : <EmptyState title={t('licensing.market.none')} text={t('licensing.market.noneText')} />}
            </Panel>
          )}
          {found.data && found.data.items.length > 0 && (
            <>
              <ol className="lc-listings" aria-label={t('licensing.market.results')}>{found.data.items.map((each) => <ListingCard key={each.id} listing={each} />)}</ol>
              <Pager next={found.data.next} total={found.data.total} />
            </>
          )}
        </div>
      </div>
    </>
  )
}
