/** What a version changes against another, each rule before and after. */
import { useTranslation } from 'react-i18next'
import { differing, type RuleKind, type Values } from '../model'
import RuleValue from './RuleValue'

export default function Changes({ kind, before, after }: { kind: RuleKind; before: Values; after: Values }) {
  const { t } = useTranslation()
  const changed = differing(kind, before, after)
  if (changed.length === 0) return <p className="zr-sub">{t('lenderRules.same')}</p>
  return (
    <ul className="lr-changes" aria-label={t('lenderRules.changes')}>
      {changed.map((field) => (
        <li key={field.key}>
          <span>{t(`lenderRules.field.${field.key}`)}</span>
          <span><RuleValue field={field} value={before[field.key]} /> → <RuleValue field={field} value={after[field.key]} /></span>
        </li>
      ))}
    </ul>
  )
}
