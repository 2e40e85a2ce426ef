/** The value as a range with method, base date and valuer; how it was checked; the ratio's working. */
import { DownloadOutlined, PrinterOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDateTime as moment } from '../../../../lib/dates'
import { formatBp as percent, wanText as wan } from '../../../../lib/fen'
import { useMoney } from '../../../../lib/useMoney'
import EmptyState from '../../../../ui/EmptyState'
import ErrorState from '../../../../ui/ErrorState'
import SkeletonRows from '../../../../ui/SkeletonRows'
import TrustTag from '../../../../ui/TrustTag'
import TrustWhy from '../../../../ui/TrustWhy'
import ValuationReport from '../../../../ui/ValuationReport'
import AlertList from '../../../../ui/watch/AlertList'
import HistoryChart from '../../../../ui/watch/HistoryChart'
import { useOpenAlerts, useValueHistory } from '../../../../ui/watch/queries'
import IntervalChart from '../../../../ui/worth/IntervalChart'
import Sheet from '../../../../ui/worth/Sheet'
import { type Asked, intervals, useCaseValuation, useWhatIf } from '../valuing'
import { Comparables, Movers, Scores } from './Methods'
import { WhatIfPanel } from './WhatIfPanel'
import { type Dossier, type FrozenValuation, monthsBetween, valuationOf } from '../model'
import { Flag } from './Parts'
import ValueOrders, { SmallDeal } from './ValueOrders'
import ViewLink from '../../../../ui/ViewLink'

export function ValuationTab({ dossier, today, onCheck }: { dossier: Dossier; today: string; onCheck?: () => void }) {
  const { t } = useTranslation()
  const value = valuationOf(dossier)
  if (value === null) {
    return (
      <div style={{ padding: 20 }}>
        <EmptyState title={t('bank.valuation.none_title')} text={t('bank.valuation.none_text')} />
        <ValueOrders dossier={dossier} restsOn={null} />
      </div>
    )
  }
  return <Value dossier={dossier} frozen={value} today={today} onCheck={onCheck} />
}

function Value({ dossier, frozen, today, onCheck }: { dossier: Dossier; frozen: FrozenValuation; today: string; onCheck?: () => void }) {
  const { t } = useTranslation()
  const [moved, setMoved] = useState<Asked>({})
  const found = useCaseValuation(dossier.application.id)
  const supposed = useWhatIf(dossier.application.id, moved)
  if (found.isPending) return <SkeletonRows rows={8} />
  if (found.isLoadingError) return <ErrorState error={found.error} retry={() => void found.refetch()} />
  const value = found.data
  const isMoved = Object.keys(moved).length > 0
  const ranges = intervals(value, isMoved ? supposed.data : undefined, t)
  const stated = { key: frozen.id, method: t(`bank.method.${frozen.method}`), baseDate: frozen.base_date, valuer: frozen.valuer, low: frozen.low_fen, high: frozen.high_fen }
  return (
    <Sheet name={frozen.number} ranges={[stated]}>
      <div className="zb-review" style={{ padding: 20 }}>
        <section style={{ minWidth: 0 }}>
          <IntervalChart title={t('bank.valuation.title')} intervals={ranges}
            line={{ label: t('bank.valuation.requested'), fen: dossier.application.amount_fen }} />
          {value.reason && <p className="zb-card-sub">{t('bank.valuation.reason', { reason: value.reason })}</p>}
          {value.levers.length > 0 && (
            <WhatIfPanel levers={value.levers} moved={moved} onMove={setMoved} found={supposed.data} error={isMoved ? supposed.error : null} stated={dossier.valuation} />
          )}
          <Report value={frozen} today={today} checked={dossier.valuation.check !== null} lender={dossier.application.lender.name}
            trust={dossier.application.documents.find((each) => each.id === frozen.report_file_id)?.trust} />
          <PerRight value={frozen} dossier={dossier} />
          <ValueOrders dossier={dossier} restsOn={value.id} />
          <Comparables value={value} />
          <Watched dossier={dossier} />
        </section>
        <div style={{ minWidth: 0 }}>
          <Button className="no-print" icon={<PrinterOutlined aria-hidden />} onClick={() => window.print()}>{t('bank.valuation.print')}</Button>
          <Ratio dossier={dossier} />
          {value.small_deal && <SmallDeal found={value.small_deal} />}
          <Movers value={value} />
          <Check dossier={dossier} onCheck={onCheck} />
          <Scores value={value} dossier={dossier} />
          <ValuationReport valuationId={value.id} />
        </div>
      </div>
    </Sheet>
  )
}

type Trust = Dossier['application']['documents'][number]['trust']

export function Report({ value, today, checked, lender, trust }: { value: FrozenValuation; today: string; checked: boolean; lender: string; trust: Trust | undefined }) {
  const { t } = useTranslation()
  return (
    <div className="zb-scroll" tabIndex={0} role="region" aria-label={t('bank.valuation.table')}>
      <table className="zb-table" style={{ minWidth: 740 }}>
        <thead>
          <tr>
            {(['number', 'method', 'base_date', 'valuer'] as const).map((each) => <th key={each} scope="col">{t(`bank.valuation.${each}`)}</th>)}
            {(['low', 'central', 'high'] as const).map((each) => <th key={each} scope="col" className="zb-num">{t(`bank.valuation.${each}`)}</th>)}
            <th scope="col">{t('bank.valuation.state')}</th>
          </tr>
        </thead>
        <tbody>
          <tr>
            <td className="zb-nowrap">
              {value.number}
              {value.report_file_id !== null && (
                <span className="zb-small"><a href={`/api/v1/documents/${value.report_file_id}/content`} download><DownloadOutlined aria-hidden /> {t('bank.valuation.report')}</a> <ViewLink id={value.report_file_id} name={t('bank.valuation.report')} /></span>
              )}
            </td>
            <td className="zb-words">{t(`bank.method.${value.method}`)}{value.appraised && <span className="zb-small">{t('bank.valuation.appraised')}</span>}</td>
            <td className="zb-nowrap">{value.base_date}<span className="zb-small">{t('bank.valuation.age', { n: monthsBetween(value.base_date, today) })}</span></td>
            <td className="zb-words">{value.valuer}</td>
            <td className="zb-num"><strong>{wan(value.low_fen)}</strong></td>
            <td className="zb-num">{wan(value.central_fen)}</td>
            <td className="zb-num">{wan(value.high_fen)}</td>
            <td><Standing value={value} checked={checked} lender={lender} /></td>
          </tr>
        </tbody>
      </table>
      {trust && <p><TrustTag trust={trust} /> <TrustWhy trust={trust} /></p>}
    </div>
  )
}

function Standing({ value, checked, lender }: { value: FrozenValuation; checked: boolean; lender: string }) {
  const { t } = useTranslation()
  if (checked) return <Flag level="good">{t('bank.valuation.checked')}</Flag>
  if (value.method === 'internal' && value.valuer === lender) return <Flag level="warn">{t('bank.valuation.own')}</Flag>
  if (value.method === 'negotiated') return <Flag level="good">{t('bank.valuation.agreed')}</Flag>
  return <Flag level="warn">{t('bank.valuation.declared')}</Flag>
}

export function PerRight({ value, dossier }: { value: FrozenValuation; dossier: Dossier }) {
  const { t } = useTranslation()
  if (value.per_right === null) return <p className="zb-card-sub">{t('bank.valuation.whole_only')}</p>
  const labels = Object.fromEntries(dossier.rights.map((right) => [right.id, right.label]))
  const pledged = value.per_right.filter((each) => each.right_id in labels)
  const others = value.per_right.length - pledged.length
  return (
    <section className="zb-section">
      <h3>{t('bank.valuation.per_right')}</h3>
      <div className="zb-scroll"><table className="zb-table">
        <tbody>
          {pledged.map((each) => (
            <tr key={each.right_id}>
              <th scope="row" className="zb-nowrap">{labels[each.right_id]}</th>
              <td className="zb-num">{wan(each.low_fen)}</td>
              <td className="zb-num">{wan(each.central_fen)}</td>
              <td className="zb-num">{wan(each.high_fen)}</td>
            </tr>
          ))}
        </tbody>
      </table></div>
      {others > 0 && <p className="zb-card-sub">{t('bank.valuation.others', { count: others })}</p>}
    </section>
  )
}

export function Ratio({ dossier }: { dossier: Dossier }) {
  const { t } = useTranslation()
  const money = useMoney()
  const { valuation, application } = dossier
  const above = application.amount_fen > valuation.lendable_fen
  return (
    <section>
      <h3 style={{ fontSize: 16, margin: '12px 0 8px' }}>{t('bank.valuation.ltv_title')}</h3>
      <dl className="zb-facts" style={{ gridTemplateColumns: '1fr auto' }}>
        <dt>{t('bank.valuation.basis')}</dt><dd>{t(`bank.facts.basis.${valuation.basis}`)}</dd>
        <dt>{t('bank.valuation.value')}</dt><dd>{money(valuation.value_fen)}</dd>
        <dt>{t('bank.valuation.requested')}</dt><dd>{money(application.amount_fen)}</dd>
        <dt>{t('bank.valuation.ltv')}</dt><dd>{percent(valuation.ltv_bp)}</dd>
        <dt>{t('bank.valuation.lendable')}</dt><dd className={above ? 'zb-late' : undefined}>{money(valuation.lendable_fen)}</dd>
      </dl>
    </section>
  )
}

export function Check({ dossier, onCheck }: { dossier: Dossier; onCheck?: () => void }) {
  const { t } = useTranslation()
  const { check } = dossier.valuation
  return (
    <section className="zb-section">
      <h3>{t('bank.valuation.check_title')}</h3>
      {check === null ? <p>{t('bank.valuation.check_none')}</p> : (
        <p>
          {t('bank.valuation.check_done', { method: t(`bank.check_method.${check.method}`), asked: check.asked, date: check.asked_on })}
          <span className="zb-small">{t('bank.valuation.check_by', { name: check.checked_by, at: moment(check.checked_at) })}</span>
          {check.note && <span className="zb-small">{check.note}</span>}
        </p>
      )}
      {onCheck && <Button onClick={onCheck}>{t('bank.valuation.check_open')}</Button>}
    </section>
  )
}

/** Alerts that stand, and how the value went since it was frozen. */
function Watched({ dossier }: { dossier: Dossier }) {
  const { t } = useTranslation()
  const alerts = useOpenAlerts(dossier.application.id)
  const history = useValueHistory(dossier.application.id)
  return (
    <>
      {alerts.data && alerts.data.items.length > 0 && (
        <section className="zb-section"><h3>{t('watch.title', { n: alerts.data.total })}</h3><AlertList alerts={alerts.data.items} /></section>
      )}
      {history.isLoadingError && <ErrorState compact error={history.error} retry={() => void history.refetch()} />}
      {history.data && history.data.length > 1 && (
        <section className="zb-section">
          <HistoryChart title={t('watch.history')} points={history.data} line={{ label: t('bank.valuation.requested'), fen: dossier.application.amount_fen }} />
        </section>
      )}
    </>
  )
}
