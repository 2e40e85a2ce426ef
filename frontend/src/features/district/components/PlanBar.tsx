/** Which plan, as known on which day: both in the address. */
import { Select } from 'antd'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import Mark from '../../../ui/Mark'
import type { Plan, Target } from '../queries'
import KnownDay from './KnownDay'

interface Props {
  plans: readonly Plan[]
  plan: Plan | undefined
  known: string | undefined
  target: Target | undefined
  onChange: (changes: Record<string, string | undefined>) => void
}

export default function PlanBar({ plans, plan, known, target, onChange }: Props) {
  const { t } = useTranslation()
  const id = useId()
  return (
    <div className="d-filter zr-panel">
      <div className="zr-filters">
        <label htmlFor={`${id}-plan`}>{t('district.plan')}</label>
        <Select id={`${id}-plan`} className="d-plan" value={plan?.code} popupMatchSelectWidth={false}
          onChange={(code: string) => onChange({ plan: code })}
          options={plans.map((each) => ({ value: each.code, label: each.name }))} />
        <KnownDay known={known} onChange={onChange} />
        {plan && !plan.adopted && <Mark tone="warning">{t('district.not_adopted')}</Mark>}
        {plan?.closed && <Mark tone="neutral">{t('district.closed')}</Mark>}
      </div>
      <span className="zr-sub">
        {target?.rule && t('district.rule_version', { n: target.rule.version, method: target.method_version })}
        {target?.rule && ' · '}{target && `${t('district.data_to', { date: target.as_known_on })} `}
        <Link to={`/d/rules?plan=${plan?.code ?? ''}`}>{t('district.rules_link')}</Link>
      </span>
    </div>
  )
}
