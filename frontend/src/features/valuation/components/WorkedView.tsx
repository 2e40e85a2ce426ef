/** A value worked out: methods side by side, what moves it most, what would narrow it, the score. */
import { Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { components } from '../../../api/schema'
import IntervalChart, { type Interval } from '../../../ui/worth/IntervalChart'
import Tornado from '../../../ui/worth/Tornado'
import { figureWords, proofOf } from '../../../ui/worth/figures'
import ScoreCard from './ScoreCard'

type Schemas = components['schemas']
type Worked = Pick<Schemas['EstimateOut'], 'methods' | 'scores'> & { method: Schemas['EstimateOut']['method']; base_date: string; valuer: string; low_fen: number | null; central_fen: number | null; high_fen: number | null }

interface Props {
  worked: Worked
  titles: Record<string, string>
}

export default function WorkedView({ worked, titles }: Props) {
  const { t } = useTranslation()
  const [looked, setLooked] = useState('')
  const method = worked.methods.find((each) => each.method === looked) ?? worked.methods[0]
  return (
    <>
      <IntervalChart title={t('valuation.estimate.methods')} intervals={intervalsOf(worked, t)} />
      {method && (
        <>
          {worked.methods.length > 1 && (
            <Radio.Group className="va-methods no-print" size="small" optionType="button" value={method.method} aria-label={t('valuation.estimate.whichMethod')}
              onChange={(event) => setLooked(event.target.value as string)}
              options={worked.methods.map((each) => ({ value: each.method, label: t(`worth.way.${each.method}`) }))} />
          )}
          <Tornado key={method.method} title={t('valuation.estimate.tornado', { method: t(`worth.way.${method.method}`) })} movers={method.movers} central={method.stated_fen} />
          <Narrowing movers={worked.methods.flatMap((each) => each.movers)} scores={worked.scores} />
        </>
      )}
      {worked.scores.map((score) => <ScoreCard key={score.right_id} score={score} title={titles[score.right_id] ?? ''} />)}
    </>
  )
}

export function intervalsOf(worked: Worked, t: (key: string) => string): Interval[] {
  const rows: Interval[] = worked.methods.map((each) => ({
    key: each.method, name: t(`worth.way.${each.method}`), method: t(`worth.approach.${each.approach}`), baseDate: each.base_date, valuer: each.valuer,
    low: each.low_fen, central: each.central_fen, high: each.high_fen, isChosen: worked.methods.length === 1,
  }))
  if (worked.methods.length < 2 || worked.low_fen === null || worked.central_fen === null || worked.high_fen === null) return rows
  return [...rows, {
    key: 'all', name: t('valuation.estimate.together'), method: t(`worth.approach.${worked.method}`), baseDate: worked.base_date, valuer: worked.valuer,
    low: worked.low_fen, central: worked.central_fen, high: worked.high_fen, isChosen: true,
  }]
}

function Narrowing({ movers, scores }: { movers: Schemas['MoverOut'][]; scores: Schemas['ScoreOut'][] }) {
  const { t } = useTranslation()
  const proofs = new Map<string, Set<string>>()
  for (const { figure } of movers) {
    const proof = proofOf(figure)
    proofs.set(proof, (proofs.get(proof) ?? new Set()).add(figureWords(figure, t)))
  }
  const isScored = scores.some((each) => each.missing.length > 0)
  return (
    <section className="va-narrow">
      <h3>{t('valuation.estimate.narrow')}</h3>
      <ul>
        {[...proofs].map(([proof, figures]) => (
          <li key={proof}><strong>{[...figures].join(t('common.sep'))}</strong>{t('common.colon')}{t(`worth.proof.${proof}`)}</li>
        ))}
        {isScored && <li><strong>{t('valuation.estimate.score')}</strong>{t('common.colon')}{t('worth.proof.score')}</li>}
      </ul>
    </section>
  )
}
