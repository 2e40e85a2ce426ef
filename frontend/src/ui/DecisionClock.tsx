/** The bank's decision clock: one block a working day, always with words beside it. */
import { PauseCircleOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import './decisionClock.css'

export interface DecisionClockValue {
  state: string
  working_days_total: number
  working_days_used: number
  due_on: string | null
  overdue: boolean
  provisional: boolean
}

const MOST_BLOCKS = 10

export function DecisionClock({ clock, withDate = false }: { clock: DecisionClockValue | null; withDate?: boolean }) {
  const { t } = useTranslation()
  if (clock === null) return <span className="zr-clock-words">{t('clock.none')}</span>
  const { working_days_total: total, working_days_used: used } = clock
  const left = total - used
  const tone = clock.state !== 'running' ? 'calm' : clock.overdue || left <= 0 ? 'late' : left / total < 0.2 ? 'soon' : 'calm'
  const words = wordsOf(clock, left, t)
  const blocks = Math.min(total, MOST_BLOCKS)
  const filled = Math.min(blocks, Math.round((used / Math.max(1, total)) * blocks))
  return (
    <span className="zr-clock" data-tone={tone}>
      <span role="img" className="zr-clock-blocks" aria-label={t('clock.label', { total, used, words })}>
        {Array.from({ length: blocks }, (_, place) => (
          <span key={place} className="zr-clock-block" data-filled={place < filled} />
        ))}
      </span>
      <span className="zr-clock-words">
        {clock.state === 'stopped' && <PauseCircleOutlined aria-hidden />} {words}
      </span>
      {withDate && clock.due_on !== null && (
        <span className="zr-clock-date">
          {t('clock.until', { date: clock.due_on })}
          {clock.provisional && ` · ${t('clock.provisional')}`}
        </span>
      )}
    </span>
  )
}

function wordsOf(clock: DecisionClockValue, left: number, t: (key: string, facts?: Record<string, unknown>) => string) {
  if (clock.state === 'stopped') return t('clock.stopped')
  if (clock.state === 'ended') return t('clock.ended')
  if (clock.overdue) return t('clock.overdue', { n: Math.max(1, -left) })
  return left <= 0 ? t('clock.today') : t('clock.left', { n: left })
}
