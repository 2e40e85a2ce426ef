/** What the platform's own data cover of the patent targets: grants abroad, high-value inventions. */
import { Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import type { Tone } from '../../../lib/status'
import ExportButton from '../../../ui/ExportButton'
import Listing from '../../../ui/Listing'
import Mark from '../../../ui/Mark'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import Awards from '../components/Awards'
import KnownDay from '../components/KnownDay'
import { saveHighValue, saveOverseas } from '../books'
import { useDayState } from '../known'
import { type HighValued, type MeasureRule, type OverseasGrant, useHighValue, useOverseasGrants } from '../queries'

const DEFAULTS = { measure: 'overseas', cursor: '' }
const MEASURES = ['overseas', 'high_value', 'awards']
const TONE: Record<string, Tone> = { counts: 'success', owner_unproven: 'warning', day_unknown: 'warning' }

export default function CoveragePage() {
  const { t } = useTranslation()
  const { state, set } = useDayState(DEFAULTS)
  const measure = MEASURES.includes(state.measure ?? '') ? state.measure : 'overseas'
  const title = t('district.coverage.title')
  return (
    <>
      <PageHeader title={title} sub={t('district.coverage.sub')} crumbs={[{ label: t('nav.d.home'), to: '/d' }, { label: title }]} />
      <Segmented className="no-print" aria-label={t('district.coverage.measure')} value={measure}
        onChange={(chosen) => set({ measure: chosen, cursor: '' })}
        options={MEASURES.map((value) => ({ value, label: t(`district.coverage.${value}.title`) }))} />
      {measure === 'overseas' && <Overseas cursor={state.cursor} known={state.known} set={set} />}
      {measure === 'high_value' && <HighValue cursor={state.cursor} known={state.known} set={set} />}
      {measure === 'awards' && <Awards cursor={state.cursor} />}
    </>
  )
}

interface Asked {
  cursor: string | undefined
  known: string | undefined
  set: (changes: { known: string | undefined }) => void
}

/** Which day it is as known on, and since when days can be told apart. */
function Known({ found, known, refused, set }: { found: { as_known_on: string; known_since: string | null } | undefined; refused: string | undefined } & Omit<Asked, 'cursor'>) {
  const { t } = useTranslation()
  return (
    <div className="d-filter zr-panel">
      <div className="zr-filters no-print">
        <KnownDay known={known} onChange={set} from={found?.known_since ?? undefined} refused={refused} />
      </div>
      {found && (
        <span className="zr-sub">
          {t('district.data_to', { date: found.as_known_on })}
          {found.known_since && ` · ${t('district.coverage.since', { day: found.known_since })}`}
        </span>
      )}
    </div>
  )
}

function Rule({ rule }: { rule: MeasureRule | undefined }) {
  const { t } = useTranslation()
  if (!rule) return null
  return (
    <Panel title={t('district.coverage.rule', { n: rule.version })} sub={t('district.rule_from', { from: rule.from_on, source: rule.source })}>
      <p className="d-words">{rule.words}</p>
    </Panel>
  )
}

function Figures({ items }: { items: { name: string; count: number | string }[] }) {
  return (
    <dl className="d-figures zr-panel">
      {items.map((each) => <div key={each.name}><dt>{each.name}</dt><dd className="num">{each.count}</dd></div>)}
    </dl>
  )
}

function Overseas({ cursor, known, set }: Asked) {
  const { t } = useTranslation()
  const { asked, refused } = useOverseasGrants(cursor || undefined, known)
  const found = asked.data
  const verdict = (row: OverseasGrant) => <Mark tone={TONE[row.verdict] ?? 'neutral'}>{t(`district.coverage.verdict.${row.verdict}`)}</Mark>
  const rest = (found?.by_verdict ?? []).filter((each) => each.key !== 'counts' && each.count > 0)
  return (
    <>
      <Known found={found} known={known} refused={refused} set={set} />
      {found && (
        <Figures items={[
          { name: t('district.coverage.overseas.counted'), count: found.counted },
          ...rest.map((each) => ({ name: t(`district.coverage.verdict.${each.key}`), count: each.count })),
        ]} />
      )}
      <Panel flush title={t('district.coverage.overseas.list')}
        extra={<span className="no-print"><ExportButton label={t('district.export_xlsx')} ask={() => saveOverseas(refused ? undefined : known)} fileName="overseas-grants.xlsx"
          long={{ list: 'overseas_grants', format: 'xlsx', filters: { as_known_on: refused ? undefined : known } }} /></span>}>
        <Listing<OverseasGrant>
          asked={asked}
          keyOf={(row) => row.number}
          empty={{ title: t('district.coverage.overseas.empty'), text: t('district.coverage.overseas.emptyText') }}
          columns={[
            { title: t('district.coverage.number'), render: (_, row) => <span className="num">{row.number}</span> },
            { title: t('district.coverage.day'), render: (_, row) => <span className="num">{row.published_on ?? t('common.unknown')}</span> },
            { title: t('district.coverage.verdict_label'), render: (_, row) => verdict(row) },
            { title: t('district.coverage.home'), render: (_, row) => <span className="num nowrap">{row.right_label}</span> },
            { title: t('district.coverage.firm'), dataIndex: 'firm_name' },
            { title: t('district.coverage.teller'), render: (_, row) => t(`portfolio.asset.sources.teller.${row.teller}`) },
          ]}
          card={(row) => (
            <>
              <span className="d-line"><strong className="num">{row.number}</strong>{verdict(row)}</span>
              <span>{row.firm_name} · <span className="num">{row.right_label}</span></span>
              <span className="zr-sub num">{row.published_on ?? t('common.unknown')} · {t(`portfolio.asset.sources.teller.${row.teller}`)}</span>
            </>
          )}
        />
      </Panel>
      <Rule rule={found?.rule} />
    </>
  )
}

function HighValue({ cursor, known, set }: Asked) {
  const { t } = useTranslation()
  const { asked, refused } = useHighValue(cursor || undefined, known)
  const found = asked.data
  const met = (row: HighValued) => row.criteria.filter((each) => each.answer === 'met')
  const marks = (row: HighValued) => (
    <span className="d-marks">
      {met(row).map((each) => (
        <span key={each.criterion}>
          <Mark tone="success">{t(`portfolio.asset.quality.criterion.${each.criterion}`)}</Mark>{' '}
          <span className="zr-sub num">{each.evidence.slice(0, 2).map((one) => one.text || one.day).join(t('common.sep'))}</span>
        </span>
      ))}
    </span>
  )
  return (
    <>
      <Known found={found} known={known} refused={refused} set={set} />
      {found && (
        <Figures items={[
          { name: t('district.coverage.high_value.counted'), count: found.counted },
          { name: t('district.coverage.high_value.per', { day: found.residents_on }), count: found.per_10000 },
          ...found.by_criterion.filter((each) => each.count > 0)
            .map((each) => ({ name: t(`portfolio.asset.quality.criterion.${each.key}`), count: each.count })),
        ]} />
      )}
      <Panel flush title={t('district.coverage.high_value.list')} sub={t('district.coverage.high_value.once')}
        extra={<span className="no-print"><ExportButton label={t('district.export_xlsx')} ask={() => saveHighValue(refused ? undefined : known)} fileName="high-value-patents.xlsx"
          long={{ list: 'high_value_patents', format: 'xlsx', filters: { as_known_on: refused ? undefined : known } }} /></span>}>
        <Listing<HighValued>
          asked={asked}
          keyOf={(row) => row.right_id}
          empty={{ title: t('district.coverage.high_value.empty'), text: t('district.coverage.high_value.emptyText') }}
          columns={[
            { title: t('district.coverage.home'), render: (_, row) => <>{row.title}<div className="zr-sub num">{row.label}</div></> },
            { title: t('district.coverage.firm'), dataIndex: 'firm_name' },
            { title: t('district.coverage.met'), render: (_, row) => marks(row) },
          ]}
          card={(row) => (
            <>
              <strong>{row.title || row.label}</strong>
              <span className="zr-sub"><span className="num">{row.label}</span> · {row.firm_name}</span>
              {marks(row)}
            </>
          )}
        />
      </Panel>
      <Rule rule={found?.rule} />
    </>
  )
}
