import { ImportOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation, useNavigate, useSearchParams } from 'react-router'
import EmptyState from '../../../ui/EmptyState'
import ErrorState from '../../../ui/ErrorState'
import ExportButton from '../../../ui/ExportButton'
import PageHeader from '../../../ui/PageHeader'
import Pager from '../../../ui/Pager'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import { useNarrow } from '../../../lib/useNarrow'
import AssetCards from '../components/AssetCards'
import AssetFilters from '../components/AssetFilters'
import AssetTable from '../components/AssetTable'
import BulkUse from '../components/BulkUse'
import SuggestionsBanner from '../components/SuggestionsBanner'
import type { Asset } from '../model'
import { exportAssets, useAssets } from '../queries'

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
  const items = assets.data?.items ?? []
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
  const { removed } = (useLocation().state ?? {}) as { removed?: string }
  const ids = [...chosen.keys()].join(',')

  return (
    <>
      <PageHeader
        title={t('portfolio.list.title')}
        sub={total === undefined ? undefined : t('portfolio.list.count', { n: total })}
        extra={
          <>
            {total !== undefined && total !== 0 && (
              <ExportButton fileName={t('portfolio.list.file')} ask={() => exportAssets({ ...filter, cursor: undefined })} />
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
            <AssetTable items={items} chosen={chosen} onChoose={choose} />
          ))}
        {assets.data && items.length > 0 && (
          <Pager next={assets.data.next ?? null} total={assets.data.total} />
        )}
      </Panel>
      {chosen.size > 0 && (
        <BulkUse
          chosen={[...chosen.values()]}
          onUse={() => void navigate(`/e/matches/requests/new?rights=${ids}`)}
          onValue={() => void navigate(`/e/valuations/new?rights=${ids}`)}
          onClear={() => setChosen(new Map())}
        />
      )}
    </>
  )
}
