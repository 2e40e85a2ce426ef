/** `/o/kinds`: what a document of a kind may be, every version of it, and the next one. */
import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { formatDateTime } from '../../../lib/dates'
import { mediaTypeName } from '../../../lib/mediaTypes'
import { useMay } from '../../../lib/permissions'
import { countText, sizeText } from '../../../lib/size'
import { useListState } from '../../../lib/useListState'
import ErrorState from '../../../ui/ErrorState'
import Mark from '../../../ui/Mark'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import KindRuleForm from '../components/KindRuleForm'
import { type Rule, type Standing, standingOf, useKindRules } from '../kinds'
import '../operator.css'

const DEFAULTS = { kind: 'accounts' }
const TONES = { now: 'success', later: 'info', past: 'neutral', never: 'neutral' } as const satisfies Record<Standing, string>
const pixelText = (pixels: number) => countText(Math.round(pixels / 1_000_000))

export default function KindsPage() {
  const { t } = useTranslation()
  const { state, set } = useListState(DEFAULTS)
  const may = useMay('manage_organisations')
  const asked = useKindRules()
  const kinds = [...new Set((asked.data ?? []).map((each) => each.kind))]
  const kind = kinds.find((each) => each === state.kind) ?? kinds[0]
  const rules = (asked.data ?? []).filter((each) => each.kind === kind)
  const base = rules.find((each) => standingOf(each, asked.dataUpdatedAt) === 'now')
  return (
    <>
      <PageHeader title={t('operator.kinds.title')} sub={t('operator.kinds.sub')} />
      {asked.isPending && <SkeletonRows rows={8} />}
      {asked.isLoadingError && <ErrorState error={asked.error} retry={() => void asked.refetch()} />}
      {kind && (
        <>
          <Select value={kind} onChange={(next) => set({ kind: next })} aria-label={t('operator.kinds.kind')} className="op-kind"
            options={kinds.map((value) => ({ value, label: t(`vault.kind.${value}`) }))} />
          <Panel flush title={t('operator.kinds.history')}><History rules={rules} at={asked.dataUpdatedAt} /></Panel>
          {base && may && <Panel title={t('operator.kinds.next')} sub={t('operator.kinds.nextSub')}><KindRuleForm key={base.id} base={base} /></Panel>}
        </>
      )}
    </>
  )
}

const COLUMNS = ['version', 'standing', 'types', 'bounds', 'macros', 'reason', 'files'] as const

function History({ rules, at }: { rules: readonly Rule[]; at: number }) {
  const { t } = useTranslation()
  const label = (column: (typeof COLUMNS)[number]) => t(`operator.kinds.${column}`)
  return (
    <div className="zr-scroll" tabIndex={0} role="region" aria-label={t('operator.kinds.history')}>
      <table className="op-kinds zr-table-cards">
        <thead><tr>{COLUMNS.map((each) => <th key={each} scope="col">{label(each)}</th>)}</tr></thead>
        <tbody>
          {rules.map((rule) => {
            const standing = standingOf(rule, at)
            return (
              <tr key={rule.id}>
                <td data-label={label('version')} className="num">{rule.version}</td>
                <td data-label={label('standing')}>
                  <span>
                    <Mark tone={TONES[standing]}>{t(`operator.kinds.is.${standing}`)}</Mark>{' '}
                    <span className="zr-sub num">{formatDateTime(rule.valid_from)} – {rule.valid_to ? formatDateTime(rule.valid_to) : ''}</span>
                  </span>
                </td>
                <td data-label={label('types')}>{rule.media_types.map(mediaTypeName).join(t('common.sep'))}</td>
                <td data-label={label('bounds')} className="num">
                  {t('operator.kinds.limits', { size: sizeText(rule.max_bytes), pages: countText(rule.max_pages), pixels: pixelText(rule.max_pixels), rows: countText(rule.max_rows) })}
                </td>
                <td data-label={label('macros')} className="nowrap">{t(`operator.kinds.with.${rule.macros}`)}</td>
                <td data-label={label('reason')}><span>{rule.set_by_name === null ? t('operator.kinds.platform') : <>{rule.reason} <span className="zr-sub">{rule.set_by_name}</span></>}</span></td>
                <td data-label={label('files')} className="num">{rule.files}</td>
              </tr>
            )
          })}
        </tbody>
      </table>
    </div>
  )
}
