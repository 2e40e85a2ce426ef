/** A version's rules by group; beside them, what a later one changes. */
import { useTranslation } from 'react-i18next'
import { FIELDS, type RuleKind, type Values } from '../model'
import RuleValue from './RuleValue'

export default function RuleTable({ kind, values }: { kind: RuleKind; values: Values }) {
  const { t } = useTranslation()
  const groups = [...new Set(FIELDS[kind].map(({ group }) => group))]
  return (
    <div className="lr-groups">
      {groups.map((group) => (
        <section key={group} aria-label={t(`lenderRules.group.${group}`)}>
          <h3>{t(`lenderRules.group.${group}`)}</h3>
          <dl className="lr-rules">
            {FIELDS[kind].filter((field) => field.group === group).map((field) => (
              <div key={field.key}>
                <dt>{t(`lenderRules.field.${field.key}`)}</dt>
                <dd><RuleValue field={field} value={values[field.key]} /></dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </div>
  )
}
