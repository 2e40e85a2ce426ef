/** What was wrong with which field, from a refusal of the API. */
import { asProblem } from '../../api/problem'

type Translate = (key: string, options?: Record<string, unknown>) => string

/** From a field's name to the sentence under it; empty when the refusal names no field. */
export function faultsOf(error: unknown, t: Translate): Record<string, string> {
  if (!error) return {}
  const problem = asProblem(error)
  const field = problem.facts.field
  const key = problem.code.replaceAll('.', '_')
  const words = t(`identity.fault.${key}`, { defaultValue: '' })
  if (typeof field === 'string' && words) return { [field]: words }
  if (problem.code === 'identity.email_taken') return { email: words }
  return Object.fromEntries(
    problem.errors.map((each) => [
      each.key.split('.').at(-1) ?? each.key,
      t('identity.fault.other', { message: each.message }),
    ]),
  )
}
