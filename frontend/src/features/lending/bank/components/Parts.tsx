/** Small pieces that the bank's pages share: flags, answers, criteria in words. */
import {
  CheckOutlined, ClockCircleOutlined, CloseOutlined, ExclamationCircleOutlined, InfoCircleOutlined,
  QuestionOutlined, StopOutlined,
} from '@ant-design/icons'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { CheckState, Level, RowFlag, Verdict } from '../model'
import { verdictWords } from '../verdicts'

const LEVEL_ICONS = {
  block: StopOutlined, warn: ExclamationCircleOutlined, info: InfoCircleOutlined, good: CheckOutlined,
  plain: ClockCircleOutlined,
}

export function Flag({ level, children }: { level: Level | 'good' | 'plain'; children: ReactNode }) {
  const Icon = LEVEL_ICONS[level]
  return <span className="zb-flag" data-level={level}><Icon aria-hidden />{children}</span>
}

export function RowFlags({ flags, most = 1 }: { flags: readonly RowFlag[]; most?: number }) {
  const { t } = useTranslation()
  if (flags.length === 0) return <span>—</span>
  const rest = flags.slice(most)
  return (
    <span>
      {flags.slice(0, most).map((flag) => <Flag key={flag.code} level={flag.level}>{t(`bank.flag.${flag.code}`)}</Flag>)}
      {rest.length > 0 && (
        <span className="zb-card-sub" title={rest.map((flag) => t(`bank.flag.${flag.code}`)).join(t('common.sep'))}>+{rest.length}</span>
      )}
    </span>
  )
}

const STATE_ICONS = { pass: CheckOutlined, fail: CloseOutlined, unknown: QuestionOutlined, later: ClockCircleOutlined }

export function StateWord({ state }: { state: CheckState }) {
  const { t } = useTranslation()
  const Icon = STATE_ICONS[state]
  return <span className="zb-state" data-state={state}><Icon aria-hidden />{t(`bank.check.state.${state}`)}</span>
}

/** One product criterion: its answer, what was asked, what was found. */
export function VerdictLine({ verdict }: { verdict: Verdict }) {
  const { t } = useTranslation()
  const words = verdictWords(t, verdict)
  const state = verdict.answer as CheckState
  const Icon = STATE_ICONS[state]
  return (
    <li className="zb-why">
      <Icon className="zb-mark" data-state={state} role="img" aria-label={t(`bank.check.state.${state}`)} />
      <span>{words.name} <VerdictSides asked={words.asked} found={words.found} /></span>
    </li>
  )
}

export function VerdictSides({ asked, found }: { asked: string; found: string }) {
  const { t } = useTranslation()
  const sides = [
    found === '' ? '' : t('bank.verdict.found', { x: found }),
    asked === '' ? '' : t('bank.verdict.asked', { x: asked }),
  ].filter((side) => side !== '')
  return <span className="zb-card-sub">{sides.join(' · ')}</span>
}

export function Card({ title, sub, extra, children, id }: {
  title: ReactNode
  sub?: ReactNode
  extra?: ReactNode
  children: ReactNode
  id?: string
}) {
  return (
    <section className="zb-card" aria-labelledby={id}>
      <div className="zb-card-head">
        <h2 id={id}>{title}</h2>
        {sub !== undefined && <span className="zb-card-sub">{sub}</span>}
        {extra !== undefined && <span style={{ marginLeft: 'auto' }}>{extra}</span>}
      </div>
      <div className="zb-card-body">{children}</div>
    </section>
  )
}
