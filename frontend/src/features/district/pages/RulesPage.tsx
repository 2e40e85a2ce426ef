/** The counting rules of a plan: in words, and as the dated data that the platform counts by. */
import { Select } from 'antd'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { formatFen } from '../../../lib/fen'
import { useListState } from '../../../lib/useListState'
import EmptyState from '../../../ui/EmptyState'
import ErrorState from '../../../ui/ErrorState'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import { EMPTY, moneyTarget, planOf } from '../model'
import { usePlans, useTarget } from '../queries'

export default function RulesPage() {
  const { t } = useTranslation()
  const id = useId()
  const { state, set } = useListState(EMPTY)
  const plans = usePlans()
  const plan = planOf(plans.data?.items ?? [], state.plan)
  const target = useTarget(moneyTarget(plan))
  const title = t('district.rules_title')
  const error = plans.error ?? target.error
  if (error) return <ErrorState error={error} retry={() => void plans.refetch()} />
  const say = (value: unknown): string => {
    if (value === null || value === undefined) return t('district.plan_start')
    if (typeof value === 'boolean') return t(value ? 'district.yes' : 'district.no')
    if (Array.isArray(value)) return value.map((each) => t(`district.right_kind.${each}`, { defaultValue: String(each) })).join(t('common.sep'))
    return String(value)
  }
  return (
    <>
      <PageHeader title={title} sub={plan && `${plan.from_on} – ${plan.to_on} · ${plan.source}`}
        crumbs={[{ label: t('nav.d.home'), to: `/d?plan=${plan?.code ?? ''}` }, { label: title }]} />
      <div className="zr-filters">
        <label htmlFor={id}>{t('district.plan')}</label>
        <Select id={id} className="d-plan" value={plan?.code} onChange={(code: string) => set({ plan: code })}
          options={(plans.data?.items ?? []).map((each) => ({ value: each.code, label: each.name }))} />
      </div>
      {!plan || !target.data ? <Panel><SkeletonRows /></Panel> : (
        <>
          {plan.rules.length === 0 && <Panel><EmptyState title={t('district.no_rule')} /></Panel>}
          {plan.rules.map((rule) => (
            <Panel key={rule.version} title={t('district.rule', { n: rule.version })} sub={t('district.rule_from', { from: rule.from_on, source: rule.source })}>
              <p className="d-words" lang={rule.words_language}>{rule.words}</p>
              <dl className="zr-facts">
                {Object.entries(rule.switches).map(([name, value]) => (
                  <div key={name}><dt>{t(`district.switch.${name}`, { defaultValue: name })}</dt><dd>{say(value)}</dd></div>
                ))}
              </dl>
            </Panel>
          ))}
          <Panel title={t('district.targets')}>
            <ul className="d-rows">
              {plan.targets.map((each) => (
                <li key={each.code}>
                  <strong>{each.name}</strong> {each.unit === 'fen' ? formatFen(each.value, t) : t(`district.unit.${each.unit}`, { n: each.value })}
                  <div className="zr-sub">{each.quote} · {each.source} · <code>{each.code}</code> · {t(each.unit === 'fen' ? 'district.counts_here' : 'district.counts_not')}</div>
                </li>
              ))}
            </ul>
          </Panel>
          <Panel title={t('district.definitions', { n: target.data.method_version })}>
            <dl className="d-defs">
              {Object.entries(target.data.definitions).map(([name, words]) => (
                <div key={name}><dt>{t(`district.figure.${name}`, { defaultValue: name })}</dt><dd>{words}</dd></div>
              ))}
            </dl>
          </Panel>
        </>
      )}
    </>
  )
}
