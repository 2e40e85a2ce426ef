/** The conditions of an opinion or an offer in words, with what a tick stands for. */
import type { TFunction } from 'i18next'

export function conditionsOf(of: { conditions: string[]; guarantee_required?: boolean }, t: TFunction): string[] {
  return of.guarantee_required ? [...of.conditions, t('cover.condition')] : of.conditions
}
