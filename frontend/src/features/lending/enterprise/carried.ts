/** Why something of an earlier application is not in its copy, in words. */
import type { TFunction } from 'i18next'
import type { components } from '../../../api/schema'
import { formatFen } from '../../../lib/fen'

export type NotTaken = components['schemas']['NotTakenOut']

const P = 'lending_enterprise.loan.carried'

function valued(field: string, value: NotTaken['before'], t: TFunction): string {
  if (field === 'amount_fen') return formatFen(Number(value), t)
  if (field === 'term_months') return t('lending_enterprise.months', { n: value })
  return t(`lending_enterprise.use.${String(value)}`)
}

/** One reason as a sentence. */
export function reasonOf(each: NotTaken, t: TFunction): string {
  const facts = { name: each.name ?? '', before: each.before ?? '—', after: each.after ?? '—' }
  switch (each.why) {
    case 'consent_ended':
      return t(`${P}.why.${each.before === each.after ? 'consent_ended' : 'consent_changed'}`, facts)
    case 'paper_missing':
    case 'paper_outdated': {
      const paper = [each.year, t(`lending_enterprise.doc.${each.kind}`), each.name].filter(Boolean).join(' ')
      return t(`${P}.why.${each.why}`, { paper }) + (each.newly ? t(`${P}.newly`) : '')
    }
    case 'criterion':
      return t(`${P}.why.criterion`, { name: t(`listing.criteria.${each.name}.name`, { defaultValue: each.name ?? '' }) }) + (each.newly ? t(`${P}.newly`) : '')
    case 'request_changed':
      return t(`${P}.why.request_changed`, {
        name: t(`field.${each.name}`), before: valued(each.name ?? '', each.before, t), after: valued(each.name ?? '', each.after, t),
      })
    default:
      return t(`${P}.why.${each.why}`, facts)
  }
}
