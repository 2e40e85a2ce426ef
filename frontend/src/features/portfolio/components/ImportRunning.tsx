import { Progress } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { now } from '../../../lib/dates'
import Panel from '../../../ui/Panel'
import { percentOf, secondsOf, type ImportRun } from '../model'

export default function ImportRunning({ run }: { run: ImportRun }) {
  const { t } = useTranslation()
  const [at, setAt] = useState(() => now().getTime())
  useEffect(() => {
    const tick = setInterval(() => setAt(now().getTime()), 1000)
    return () => clearInterval(tick)
  }, [])
  const percent = percentOf(run)
  const read =
    run.rows_total || run.rows_accepted + run.rows_duplicate + run.rows_updated + run.rows_refused
  return (
    <Panel title={t('portfolio.import.running.title')} sub={run.file_name ?? undefined}>
      <Progress
        percent={percent ?? 0}
        status="active"
        aria-label={t('portfolio.import.running.title')}
      />
      <p aria-live="polite" className="num">
        {run.state === 'queued'
          ? t('portfolio.import.running.queued')
          : t('portfolio.import.running.rows', { n: read })}
        {' · '}
        {t('portfolio.import.running.elapsed', { s: secondsOf(run, at) })}
      </p>
      <p className="muted">{t('portfolio.import.running.text')}</p>
    </Panel>
  )
}
