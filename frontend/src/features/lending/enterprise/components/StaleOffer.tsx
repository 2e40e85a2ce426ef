/** The answer was refused because another offer stands now: what it changes, before it is answered. */
import { useTranslation } from 'react-i18next'
import { asProblem } from '../../../../api/problem'
import FormProblem from '../../../../ui/FormProblem'
import StaleRecord, { changesIn } from '../../../../ui/StaleRecord'

const P = 'lending_enterprise.loan.stale'
const GONE = 'lending.offer_gone'

/** Whether the answer was to an offer that was replaced. */
export function isReplaced(error: unknown): boolean {
  if (error === null || error === undefined) return false
  const problem = asProblem(error)
  return problem.code === GONE && typeof problem.facts['offer_version'] === 'number'
}

export default function StaleOffer({ error, onTake }: { error: unknown; onTake: () => void }) {
  const { t } = useTranslation()
  if (!isReplaced(error)) return <FormProblem error={error} />
  const { facts } = asProblem(error)
  return <StaleRecord title={t(`${P}.title`)} text={t(`${P}.text`)} changes={changesIn(facts)} action={t(`${P}.take`)} onTake={onTake} nameOf={(field) => t(`field.${field}`)} />
}
