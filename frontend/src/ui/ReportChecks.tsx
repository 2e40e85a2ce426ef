/** The twelve checks on an appraisal report with their evidence, and what a lender's rules find of the appraiser. */
import { useTranslation } from 'react-i18next'
import type { components } from '../api/schema'
import { formatDateTime } from '../lib/dates'
import { formatFen } from '../lib/fen'
import { figureWords } from '../lib/figureWords'
import Mark from './Mark'
import './reportChecks.css'

type Check = components['schemas']['CheckOut']
type Conflict = components['schemas']['ConflictOut']
type Evidence = components['schemas']['EvidenceOut']

const TONES = { pass: 'success', warn: 'warning', refuse: 'danger' } as const
const AMOUNTS = new Set(['arithmetic', 'sum'])

const toneOf = (outcome: string) => TONES[outcome as keyof typeof TONES] ?? 'neutral'

export default function ReportChecks({ checks, conflicts = [] }: { checks: readonly Check[]; conflicts?: readonly Conflict[] }) {
  const { t } = useTranslation()
  const told = (check: string, about: string, value: string | null) => {
    if (value === null) return '—'
    if (AMOUNTS.has(check) && /^\d+$/.test(value)) return formatFen(Number(value), t)
    return t(`appraisal.code.${value.replaceAll('.', '_')}`, { defaultValue: t(`problem.${value.replaceAll('.', '_')}`, { figure: figureWords(about, t), defaultValue: value }) })
  }
  const line = (check: string, each: Evidence) => (
    <li key={each.about}>
      {t(`appraisal.about.${each.about.replaceAll('.', '_')}`, { defaultValue: each.about.startsWith('methods.') ? figureWords(each.about, t) : each.about })}
      {t('common.colon')}
      {t('appraisal.compared', { stated: told(check, each.about, each.stated), found: told(check, each.about, each.found) })}
    </li>
  )
  return (
    <>
      <ol className="ap-checks" aria-label={t('appraisal.checks.title')}>
        {checks.map((each) => (
          <li key={each.check}>
            <div className="ap-check">
              <span>{t(`appraisal.check.${each.check}`)}</span>
              <Mark tone={toneOf(each.outcome)}>
                {each.found === 'unknown' ? t('appraisal.outcome.unknown') : t(`appraisal.outcome.${each.outcome}`)}
              </Mark>
            </div>
            {each.outcome !== 'pass' && each.evidence.length > 0 && <ul className="zr-sub">{each.evidence.map((one) => line(each.check, one))}</ul>}
          </li>
        ))}
      </ol>
      {conflicts.length > 0 && <Conflicts title={t('appraisal.conflicts.title')} conflicts={conflicts} />}
    </>
  )
}

/** What a lender's rules found of an appraiser or of a kind of value, each with its day. */
export function Conflicts({ title, conflicts }: { title: string; conflicts: readonly Conflict[] }) {
  const { t } = useTranslation()
  return (
    <>
      <h3>{title}</h3>
      <ul className="ap-checks">
        {conflicts.map((each) => (
          <li key={`${each.rule}${each.occasion}${each.found_at}`}>
            <div className="ap-check">
              <span>{t(`appraisal.rule.${each.rule}`, each.facts as Record<string, string>)}</span>
              <Mark tone={toneOf(each.outcome)}>{t(`appraisal.outcome.${each.outcome}`)}</Mark>
            </div>
            <span className="zr-sub">{t(`appraisal.occasion.${each.occasion}`)} · {formatDateTime(each.found_at)}</span>
          </li>
        ))}
      </ul>
    </>
  )
}
