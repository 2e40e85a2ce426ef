/** Everything the decision rests on, with its answer, its reason and what can be done here. */
import { Button } from 'antd'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { reasonWords } from '../../../../ui/PreflightGrid'
import { type Checkpoint, type Dossier, checkpoints, tally } from '../model'
import { verdictWords } from '../verdicts'
import { StateWord, VerdictSides } from './Parts'

const GROUPS = ['fit', 'valuation', 'pledge', 'documents'] as const

export function checkpointName(t: TFunction, point: Checkpoint) {
  if (point.verdict) return verdictWords(t, point.verdict).name
  return point.ground ? t(`preflight.ground.${point.ground.ground}`) : t(`bank.check.${point.key}`)
}

export function Checklist({ dossier, onRemedy }: {
  dossier: Dossier
  onRemedy: (point: Checkpoint) => void
}) {
  const { t } = useTranslation()
  const points = checkpoints(dossier)
  const count = tally(points)
  return (
    <div className="zb-zone">
      <h2>{t('bank.check.title')}</h2>
      <p className="zb-card-sub" style={{ margin: 0 }}>{t('bank.check.summary', count)}</p>
      <div className="zb-bar-meter" aria-hidden>
        {(['pass', 'fail', 'unknown'] as const).map((state) => (
          <span key={state} data-state={state} style={{ width: `${(count[state] / Math.max(1, count.n)) * 100}%` }} />
        ))}
      </div>
      {GROUPS.map((group) => {
        const own = points.filter((point) => point.group === group)
        if (own.length === 0) return null
        return (
          <section key={group} aria-label={t(`bank.check.group.${group}`)}>
            <div className="zb-check-group">{t(`bank.check.group.${group}`)}</div>
            <ul className="zb-plain">{own.map((point) => <Point key={point.key} point={point} onRemedy={onRemedy} />)}</ul>
          </section>
        )
      })}
    </div>
  )
}

function Point({ point, onRemedy }: { point: Checkpoint; onRemedy: (point: Checkpoint) => void }) {
  const { t } = useTranslation()
  const name = checkpointName(t, point)
  return (
    <li className="zb-check" id={`check-${point.key}`} tabIndex={-1}>
      <span>
        {name}
        <span className="zb-small"><Hint point={point} /></span>
        {point.remedy !== undefined && (
          <Button type="link" size="small" style={{ padding: 0, height: 24 }} onClick={() => onRemedy(point)}
            aria-label={`${t(point.remedy === 'evidence' ? 'bank.check.to_evidence' : 'bank.check.to_valuation')}${t('common.colon')}${name}`}>
            {t(point.remedy === 'evidence' ? 'bank.check.to_evidence' : 'bank.check.to_valuation')}
          </Button>
        )}
      </span>
      <StateWord state={point.state} />
    </li>
  )
}

function Hint({ point }: { point: Checkpoint }) {
  const { t } = useTranslation()
  if (point.verdict) {
    const words = verdictWords(t, point.verdict)
    return <VerdictSides asked={words.asked} found={words.found} />
  }
  if (point.ground && point.state !== 'pass' && point.state !== 'later') {
    const words = [...new Set(point.ground.reasons.map((reason) => reasonWords(t, reason)))]
    return <>{words.join(t('common.semicolon'))}</>
  }
  if (point.key === 'valuation_checked' && point.state === 'fail') return <>{t('bank.check.hint_disproved')}</>
  if (point.state !== 'unknown') return null
  if (point.key === 'valuation_checked') return <>{t('bank.check.hint_check')}</>
  return point.key === 'valuation_stated' ? <>{t('bank.check.hint_missing')}</> : null
}
