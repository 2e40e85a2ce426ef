/** One value of a rule, in words and with its unit. */
import { useTranslation } from 'react-i18next'
import Mark from '../../../ui/Mark'
import { type Field, type Outcome, type Value } from '../model'

const TONES = { refuse: 'danger', warn: 'warning', ignore: 'neutral' } as const

export default function RuleValue({ field, value }: { field: Field; value: Value | undefined }) {
  const { t } = useTranslation()
  if (value === null || value === undefined) return <>—</>
  if (field.as === 'outcome') return <Mark tone={TONES[value as Outcome]}>{t(`lenderRules.outcome.${value}`)}</Mark>
  return <span className="num">{t(`lenderRules.unit.${field.as}`, { n: value })}</span>
}
