/** Runs of days, each with what it is and how it counts. */
import { useTranslation } from 'react-i18next'
import Mark from '../../../ui/Mark'
import { lengthOf, type Run, weekday } from '../model'

export function DaysText({ run }: { run: Pick<Run, 'from' | 'to'> }) {
  const { t } = useTranslation()
  const told = (day: string) => t('calendar.day', { day, weekday: t(`calendar.weekday.${weekday(day)}`) })
  return (
    <span className="num">
      {run.from === run.to ? told(run.from) : t('calendar.span', { from: told(run.from), to: told(run.to).slice(5), n: lengthOf(run) })}
    </span>
  )
}

export default function Runs({ runs, whose }: { runs: readonly (Run & { whose?: string })[]; whose?: boolean }) {
  const { t } = useTranslation()
  return (
    <ul className="cal-runs">
      {runs.map((run) => (
        <li key={run.from}>
          <DaysText run={run} />
          <Mark tone={run.working ? 'pending' : 'neutral'}>{t(run.working ? 'calendar.worked' : run.whose === 'bank' ? 'calendar.closed' : 'calendar.off')}</Mark>
          {run.name && <span>{run.name}</span>}
          {whose && run.whose && <span className="zr-sub">{t(`calendar.whose.${run.whose}`)}</span>}
        </li>
      ))}
    </ul>
  )
}
