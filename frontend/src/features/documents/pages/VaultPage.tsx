/** `/e/vault`: what the organisation has deposited, who may read it, and how more comes in. */
import { Button, Checkbox, Progress, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { sizeText } from '../../../lib/size'
import { useListState } from '../../../lib/useListState'
import { useSession } from '../../../lib/permissions'
import EmptyState from '../../../ui/EmptyState'
import ErrorState from '../../../ui/ErrorState'
import ListExportButton from '../../../ui/ListExportButton'
import PageHeader from '../../../ui/PageHeader'
import Pager from '../../../ui/Pager'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import FileRows from '../components/FileRows'
import GiveConsent from '../components/GiveConsent'
import Placeholders from '../components/Placeholders'
import SearchBox from '../components/SearchBox'
import UploadPanel from '../components/UploadPanel'
import { KINDS } from '../model'
import { useFiles, useUsage } from '../queries'
import { mayGive } from '../rights'

export default function VaultPage() {
  const { t } = useTranslation()
  const { state, set, clear, filtered } = useListState()
  const [chosen, setChosen] = useState<string[]>([])
  const [giving, setGiving] = useState(false)
  const may = mayGive(useSession())
  const kind = KINDS.find((each) => each === state.kind)
  const withdrawn = state.withdrawn === 'yes'
  const filters = { ...(kind ? { kind } : {}), ...(state.q ? { q: state.q } : {}), ...(withdrawn ? { withdrawn } : {}) }
  const list = useFiles({ ...filters, ...(state.cursor ? { cursor: state.cursor } : {}) })
  const items = list.data?.items ?? []
  return (
    <>
      <PageHeader title={t('vault.title')} sub={t('vault.sub')}
        extra={<>
          <ListExportButton list="documents" filters={filters} />
          {may && <Button type="primary" onClick={() => setGiving(true)}>{chosen.length ? t('vault.give.open_n', { n: chosen.length }) : t('vault.give.open')}</Button>}
        </>} />
      <UploadPanel />
      <Placeholders />
      <Panel title={t('vault.list.title')} flush extra={<Usage />}>
        <div className="zr-filters vt-filters" role="search">
          <SearchBox q={state.q ?? ''} onSearch={(q) => set({ q })} />
          <Select value={kind ?? ''} onChange={(value) => set({ kind: value })} className="vt-kind" aria-label={t('vault.list.kind')}
            options={[{ value: '', label: t('vault.list.all_kinds') }, ...KINDS.map((value) => ({ value, label: t(`vault.kind.${value}`) }))]} />
          <Checkbox checked={withdrawn} onChange={(event) => set({ withdrawn: event.target.checked ? 'yes' : '' })}>{t('vault.list.withdrawn')}</Checkbox>
        </div>
        {list.isPending && <SkeletonRows rows={8} />}
        {list.isLoadingError && <ErrorState compact error={list.error} retry={() => void list.refetch()} />}
        {list.isSuccess && items.length === 0 && (filtered
          ? <EmptyState title={t('vault.list.none_title')} text={t('vault.list.none_text')} action={<Button onClick={clear}>{t('common.clear')}</Button>} />
          : <EmptyState title={t('vault.list.empty_title')} text={t('vault.list.empty_text')} />)}
        {items.length > 0 && <FileRows items={items} chosen={chosen} onChoose={may ? setChosen : undefined} />}
      </Panel>
      {list.data && items.length > 0 && <Pager next={list.data.next} total={list.data.total} />}
      {giving && <GiveConsent chosen={chosen} close={(given) => {
        setGiving(false)
        if (given) setChosen([])
      }} />}
    </>
  )
}

function Usage() {
  const { t } = useTranslation()
  const usage = useUsage().data
  if (!usage) return null
  const percent = Math.min(100, (usage.used_bytes / Math.max(1, usage.limit_bytes)) * 100)
  return (
    <div className="vt-usage">
      <span className="zr-sub num">{t('vault.usage', { used: sizeText(usage.used_bytes), limit: sizeText(usage.limit_bytes) })}</span>
      <Progress percent={Math.round(percent)} size="small" showInfo={false} status={percent >= 90 ? 'exception' : 'normal'}
        aria-label={t('vault.usage_label')} />
    </div>
  )
}
