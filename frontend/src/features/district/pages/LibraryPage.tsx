/** The cultivation library: every firm that ever entered, once; and what waits for a second person. */
import { Button, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { today } from '../../../lib/dates'
import { useMay } from '../../../lib/permissions'
import ErrorState from '../../../ui/ErrorState'
import ExportButton from '../../../ui/ExportButton'
import Listing from '../../../ui/Listing'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import SearchField from '../../../ui/SearchField'
import SkeletonRows from '../../../ui/SkeletonRows'
import StatusTag from '../../../ui/StatusTag'
import KnownDay from '../components/KnownDay'
import MeasureHead from '../components/MeasureHead'
import MeasureParts from '../components/MeasureParts'
import TargetParts from '../components/TargetParts'
import WaitingSteps from '../components/WaitingSteps'
import { libraryFilters, saveLibrary } from '../books'
import { useDayState } from '../known'
import { EMPTY } from '../model'
import { usePlans, useTarget } from '../queries'
import { type Firm, libraryTarget, STANDINGS, useLibrary, useTiers } from '../stated'

export default function LibraryPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const may = useMay('record_registrations')
  const { state, set, clear } = useDayState(EMPTY)
  const plans = usePlans()
  const tiers = useTiers(state.known)
  const asked = useLibrary({ ...state })
  const target = useTarget(libraryTarget(plans.data?.items ?? [])?.code, state.known)
  const measure = target.data?.measure
  const historical = state.known !== undefined && state.known < today()
  const title = t('district.library.title', { n: asked.data?.ever ?? '…' })
  const filtered = Boolean(state.tier || state.standing || state.text)
  const tierName = (code: string) => tiers.data?.find((tier) => tier.code === code)?.name ?? code
  const at = (standing: string) => (asked.data?.standings ?? []).filter((cell) => cell.standing === standing).reduce((sum, cell) => sum + cell.firms, 0)
  const link = (row: Firm) => <Link to={`/d/library/${row.credit_code}${historical ? `?known=${state.known}` : ''}`}>{row.firm_name}</Link>
  const error = plans.error ?? asked.error ?? target.error
  if (error) return <ErrorState error={error} retry={() => void Promise.all([plans.refetch(), asked.refetch(), target.refetch()])} />
  return (
    <>
      <PageHeader title={title} sub={target.data?.quote}
        extra={<>
          <Button onClick={() => void navigate('/d/library/tiers')}>{t('district.tiers.manage')}</Button>
          <ExportButton label={t('district.export_xlsx')} ask={() => saveLibrary(state)} fileName="library.xlsx"
            long={{ list: 'cultivation_library', format: 'xlsx', filters: libraryFilters(state) }} />
          {may && <Button type="primary" onClick={() => void navigate('/d/library/new')}>{t('district.library.record')}</Button>}
        </>} />
      <div className="d-filter zr-panel">
        <div className="zr-filters">
          <KnownDay known={state.known} onChange={set} />
        </div>
        <span className="zr-sub">{STANDINGS.map((each) => `${t(`status.library.${each}`)} ${at(each)}`).join(' · ')}</span>
      </div>
      {!measure ? <Panel><SkeletonRows rows={6} /></Panel> : (
        <section className="zr-panel d-top" aria-label={target.data?.name}>
          <MeasureHead measure={measure} />
          <MeasureParts measure={measure} />
        </section>
      )}
      {target.data && <TargetParts code={target.data.code} known={state.known} />}
      {!historical && <WaitingSteps tierName={tierName} />}
      <Panel flush title={t('district.library.firms')} sub={t('district.library.once')}
        extra={
          <span className="zr-filters">
            <SearchField label={t('district.library.find')} value={state.text ?? ''} onSettled={(text) => set({ text })} />
            <Select aria-label={t('district.library.tier')} allowClear placeholder={t('district.library.tier')} value={state.tier || null} className="d-by"
              onChange={(tier: string | null) => set({ tier })} options={(tiers.data ?? []).map((tier) => ({ value: tier.code, label: tier.name }))} />
            <Select aria-label={t('district.library.standing')} allowClear placeholder={t('district.library.standing')} value={state.standing || null} className="d-by"
              onChange={(standing: string | null) => set({ standing })} options={STANDINGS.map((value) => ({ value, label: t(`status.library.${value}`) }))} />
          </span>
        }>
        <Listing<Firm>
          asked={asked} keyOf={(row) => row.credit_code} clear={filtered ? clear : undefined}
          empty={{ title: t('district.library.empty'), text: t('district.library.empty_text') }}
          columns={[
            { title: t('district.library.firm'), render: (_, row) => <>{link(row)}<div className="zr-sub num">{row.credit_code}</div></> },
            { title: t('district.library.tier'), render: (_, row) => tierName(row.tier) },
            { title: t('district.library.standing'), render: (_, row) => <StatusTag subject="library" state={row.standing} /> },
            { title: t('district.library.entered'), render: (_, row) => <span className="num">{row.entered_on}</span> },
            { title: t('district.library.since'), render: (_, row) => <span className="num">{row.since}{row.stock_code ? ` · ${row.stock_code}` : ''}</span> },
          ]}
          card={(row) => (
            <>
              <span className="d-line"><strong>{link(row)}</strong><StatusTag subject="library" state={row.standing} /></span>
              <span className="zr-sub num">{row.credit_code}</span>
              <span>{tierName(row.tier)} · <span className="num">{row.entered_on}</span></span>
            </>
          )}
        />
      </Panel>
      {measure && <Panel title={t('district.definition')}><p className="d-words">{measure.definition}</p><p className="zr-sub">{measure.known}</p></Panel>}
    </>
  )
}
