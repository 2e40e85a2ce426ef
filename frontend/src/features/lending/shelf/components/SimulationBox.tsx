/** How a version would have stood to the published requests: counts in steps of five, none smaller. */
import { Button, Progress } from 'antd'
import { useTranslation } from 'react-i18next'
import { formatDateTime } from '../../../../lib/dates'
import FormProblem from '../../../../ui/FormProblem'
import type { OwnVersion, Simulation } from '../model'
import { useShelfActs } from '../queries'

const FIGURES = ['requests', 'fits', 'nearly', 'does_not_fit'] as const

export default function SimulationBox({ version }: { version: OwnVersion }) {
  const { t } = useTranslation()
  const { simulate } = useShelfActs(version.product_id)
  return (
    <div>
      {version.must_simulate && <p className="zr-sub">{t('shelf.simulation.must')}</p>}
      {version.simulation_run && <Run run={version.simulation_run} />}
      {version.simulation && <Found found={version.simulation} />}
      <FormProblem error={simulate.error} />
      {version.allowed_actions.includes('simulation') && (
        <Button loading={simulate.isPending} onClick={() => simulate.mutate(version.n)}>{t(version.simulation ? 'shelf.simulation.again' : 'shelf.simulation.run', { n: version.n })}</Button>
      )}
    </div>
  )
}

/** Many requests are judged by a worker; the page may be left meanwhile. */
function Run({ run }: { run: NonNullable<OwnVersion['simulation_run']> }) {
  const { t } = useTranslation()
  if (run.state === 'failed') return <p className="field-error" role="alert">{t('shelf.simulation.failed', { by: run.by, at: formatDateTime(run.at) })}</p>
  return (
    <div>
      <Progress percent={Math.min(99, Math.floor((run.done / run.total) * 100))} size="small" aria-label={t('shelf.simulation.progress')} />
      <p className="zr-sub"><span role="status">{t('shelf.simulation.leave')}</span> <span className="num">{t('shelf.simulation.judged', { done: run.done, total: run.total, n: run.elapsed_seconds })}</span></p>
    </div>
  )
}

function Found({ found }: { found: Simulation }) {
  const { t } = useTranslation()
  const count = (n: number | null) => (n === null ? t('shelf.simulation.few') : t('shelf.simulation.from', { n }))
  const stopped = found.stopped_by.filter((each) => each.count !== null)
  return (
    <>
      <dl className="zr-facts">
        {FIGURES.map((key) => <div key={key}><dt>{t(`shelf.simulation.${key}`)}</dt><dd className="num">{count(found[key])}</dd></div>)}
      </dl>
      {stopped.length > 0 && (
        <>
          <h4>{t('shelf.simulation.stopped')}</h4>
          <ul>{stopped.map((each) => <li key={each.criterion}>{t(`bank.criterion.${each.criterion}`, { defaultValue: each.criterion })}{t('common.colon')}{count(each.count)}</li>)}</ul>
        </>
      )}
      <p className="zr-sub">{t('shelf.simulation.by', { by: found.by, at: formatDateTime(found.at) })}{t('common.semicolon')}{t('shelf.simulation.privacy')}</p>
    </>
  )
}
