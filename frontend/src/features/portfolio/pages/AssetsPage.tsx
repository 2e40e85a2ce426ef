import { ImportOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useCallback, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation, useNavigate, useSearchParams } from 'react-router'
import EmptyState from '../../../ui/EmptyState'
import ErrorState from '../../../ui/ErrorState'
import ExportButton from '../../../ui/ExportButton'
import PageHeader from '../../../ui/PageHeader'
import Pager from '../../../ui/Pager'
import Panel from '../../../ui/Panel'
import SavedViews from '../../../ui/SavedViews'
import SkeletonRows from '../../../ui/SkeletonRows'
import RowKeys from '../../../ui/worklist/RowKeys'
import { useWorklist } from '../../../ui/worklist/useWorklist'
import { useNarrow } from '../../../lib/useNarrow'
import AssetCards from '../components/AssetCards'
import AssetFilters from '../components/AssetFilters'
import AssetPeek from '../components/AssetPeek'
import AssetTable from '../components/AssetTable'
import BulkUse from '../components/BulkUse'
import SuggestionsBanner from '../components/SuggestionsBanner'
import type { Asset } from '../model'
import { exportAssets, useAssets } from '../queries'

const NONE: readonly Asset[] = []
const idOf = (asset: Asset) => asset.id
const hrefOf = (asset: Asset) => `/e/ip/${asset.id}`
const ASKED = ['q', 'kind', 'industry', 'source', 'pledged', 'sort', 'cursor'] as const

export default function AssetsPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const narrow = useNarrow()
  const [search, setSearch] = useSearchParams()
  const [chosen, setChosen] = useState<Map<string, Asset>>(new Map())

  const filter = Object.fromEntries(
    ASKED.map((name) => [name, search.get(name) ?? undefined]).filter(([, value]) => value),
  ) as Record<string, string>
  const isFiltered = Object.keys(filter).some((name) => name !== 'sort' && name !== 'cursor')
  const assets = useAssets(filter)
  const items = assets.data?.items ?? NONE
  const total = assets.data?.total

  const change = (name: string, value: string | undefined) => {
    const next = new URLSearchParams(search)
    if (value) next.set(name, value)
    else next.delete(name)
    next.delete('cursor')
    setSearch(next, { replace: true })
  }
  const choose = (asset: Asset, on: boolean) => {
    setChosen((before) => {
      const after = new Map(before)
      if (on) after.set(asset.right_id, asset)
      else after.delete(asset.right_id)
      return after
    })
  }
  const toggle = useCallback((asset: Asset) => setChosen((before) => {
    const after = new Map(before)
    if (!after.delete(asset.right_id)) after.set(asset.right_id, asset)
    return after
  }), [])
  const work = useWorklist({ items, keyOf: idOf, hrefOf, toggle })
  const view = new URLSearchParams(search)
  view.delete('cursor')
  const { removed } = (useLocation().state ?? {}) as { removed?: string }
  const ids = [...chosen.keys()].join(',')

  return (
    <>
      <PageHeader
        title={t('portfolio.list.title')}
        sub={total === undefined ? undefined : t('portfolio.list.count', { n: total })}
        extra={
          <>
            <SavedViews list="assets" query={view.toString()} />
            {total !== undefined && total !== 0 && (
              <ExportButton fileName={t('portfolio.list.file')} ask={() => exportAssets({ ...filter, cursor: undefined })}
                long={{ list: 'assets', format: 'xlsx', filters: filter }} />
            )}
            <Link to="/e/ip/fees">
              <Button tabIndex={-1}>{t('portfolio.fees.link')}</Button>
            </Link>
            <Link to="/e/ip/extracts">
              <Button tabIndex={-1}>{t('portfolio.extracts.link')}</Button>
            </Link>
            <Link to="/e/valuations">
              <Button tabIndex={-1}>{t('portfolio.list.valuations')}</Button>
            </Link>
            <Button
              type="primary"
              icon={<ImportOutlined aria-hidden />}
              onClick={() => void navigate('/e/ip/import')}
            >
              {t('portfolio.list.import')}
            </Button>
          </>
        }
      />
      {removed && <p className="pf-done" role="status">{t('portfolio.asset.removed', { title: removed })}</p>}
      <SuggestionsBanner />
      <div className="zr-work" data-peek={work.peeking} data-own-keys>
      <Panel
        flush
        header={
          <AssetFilters
            filter={filter}
            onChange={change}
            onClear={() => setSearch(new URLSearchParams(), { replace: true })}
            isFiltered={isFiltered}
          />
        }
      >
        {assets.isPending && <SkeletonRows rows={8} />}
        {assets.isLoadingError && <ErrorState error={assets.error} retry={() => void assets.refetch()} />}
        {assets.isSuccess && items.length === 0 && !isFiltered && (
          <EmptyState
            title={t('portfolio.list.empty.title')}
            text={t('portfolio.list.empty.text')}
            action={
              <Button type="primary" size="large" onClick={() => void navigate('/e/ip/import')}>
                {t('portfolio.list.empty.action')}
              </Button>
            }
          />
        )}
        {assets.isSuccess && items.length === 0 && isFiltered && (
          <EmptyState
            title={t('portfolio.list.filteredEmpty.title')}
            text={t('portfolio.list.filteredEmpty.text')}
            action={
              <Button onClick={() => setSearch(new URLSearchParams(), { replace: true })}>
                {t('portfolio.list.filter.clear')}
              </Button>
            }
          />
        )}
        {items.length > 0 &&
          (narrow ? (
            <AssetCards items={items} chosen={chosen} onChoose={choose} />
          ) : (
            <AssetTable items={items} chosen={chosen} onChoose={choose} at={work.at} onPoint={work.point} />
          ))}
        {assets.data && items.length > 0 && (
          <Pager next={assets.data.next ?? null} total={assets.data.total} />
        )}
        {items.length > 0 && <RowKeys />}
      </Panel>
      {work.peeking && work.now && <AssetPeek asset={work.now} onClose={work.stopPeeking} onMove={work.move} />}
      </div>
      <BulkUse
        chosen={[...chosen.values()]}
        onUse={() => void navigate(`/e/matches/requests/new?rights=${ids}`)}
        onValue={() => void navigate(`/e/valuations/new?rights=${ids}`)}
        onClear={() => setChosen(new Map())}
        onDone={(gone) => setChosen((before) => new Map([...before].filter(([id]) => !gone.some((asset) => asset.right_id === id))))}
      />
    </>
  )
}
