/** A risk tried out on the stored plan: answers to the left, premium, rules and worksheet as they follow. */
import { Segmented } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNewest } from '../../../../lib/useNewest'
import FormProblem from '../../../../ui/FormProblem'
import Panel from '../../../../ui/Panel'
import { EditingContext } from '../../edit/context'
import { useChecked } from '../../edit/useChecked'
import type { Doc } from '../../model/doc'
import { covering, linesOf, sampleRisk } from '../../model/risk'
import { type Line, LINES, type Plan, type Rating, rateRisk } from '../../queries'
import CheckedMark from '../CheckedMark'
import Premium from './Premium'
import RiskForm from './RiskForm'

export default function TryRating({ plan, changed }: { plan: Plan; changed: boolean }) {
  const { t } = useTranslation()
  const document = useMemo(() => (plan.document ?? {}) as Doc, [plan.document])
  const lines = linesOf(document, LINES)
  const [line, setLine] = useState<Line>(lines[0] ?? 'overseas_liability')
  const mayRate = plan.allowed_actions.includes('rate')
  return (
    <Panel title={t('insurance.try.title')} sub={t(changed ? 'insurance.try.sub_changed' : 'insurance.try.sub')}>
      {!mayRate && <p>{t('insurance.try.no_right')}</p>}
      {mayRate && (
        <>
          <div className="zi-lines">
            <Segmented<Line> aria-label={t('field.line')} value={line} onChange={setLine} options={lines.map((value) => ({ value, label: t(`insurance.line.${value}`) }))} />
          </div>
          <Desk key={line} plan={plan} document={document} line={line} />
        </>
      )}
    </Panel>
  )
}

function Desk({ plan, document, line }: { plan: Plan; document: Doc; line: Line }) {
  const { t } = useTranslation()
  const [risk, setRisk] = useState<Doc>(() => sampleRisk(line, document))
  const [rating, setRating] = useState<Rating | null>(null)
  const [refused, setRefused] = useState<unknown>(null)
  const ask = useNewest()
  const checked = useChecked(risk, async (asked) => {
    const isNewest = ask()
    const show = (rated: Rating | null, problem: unknown) => {
      if (!isNewest()) return
      setRating(rated)
      setRefused(problem)
    }
    try {
      show(await rateRisk(plan.id, asked, null), null)
    } catch (error) {
      show(null, error)
      throw error
    }
  }, 'risk', true)
  const editing = useMemo(() => ({
    doc: risk, readOnly: false, faults: checked.faults, change: (next: (doc: Doc) => Doc) => setRisk((now) => covering(next(now))),
  }), [risk, checked.faults])
  return (
    <div className="zi-try">
      <EditingContext value={editing}><RiskForm plan={document} /></EditingContext>
      <div className="zi-stack">
        <CheckedMark state={checked.state} count={checked.faults.length} />
        {refused !== null && checked.faults.length === 0 && checked.state !== 'waiting' && <FormProblem error={refused} />}
        {checked.faults.map((each, n) => <div key={n} className="field-error" role="alert">{each.path && <code>{each.path}</code>} {each.text}</div>)}
        {rating ? <Premium rating={rating} /> : <p className="zr-sub">{t('insurance.try.no_premium')}</p>}
      </div>
    </div>
  )
}
