/** A score with its coverage; never a price. */
import { useTranslation } from 'react-i18next'
import type { components } from '../../../api/schema'
import { formatBp } from '../../../lib/fen'
import ErrorState from '../../../ui/ErrorState'
import { useWeightSets } from '../queries'

type Score = components['schemas']['ScoreOut']

export default function ScoreCard({ score, title }: { score: Score; title: string }) {
  const { t, i18n } = useTranslation()
  const sets = useWeightSets(score.scheme)
  const set = sets.data?.items.find((each) => each.id === score.weight_set_id)
  const names = new Map(set?.indicators.map((each) => [each.code, i18n.language === 'en' ? each.name_en : each.name_zh]))
  const name = (code: string) => names.get(code) ?? code
  return (
    <details className="va-score">
      <summary>
        <strong>{t('valuation.estimate.scoreOf', { title })}</strong>{' '}
        <span className="num">{score.points === null ? '—' : t('valuation.estimate.points', { points: Number(score.points).toFixed(1), grade: score.grade })}</span>{' '}
        <span className="need-hint">{t('valuation.estimate.coverage', { share: formatBp(score.coverage_bp) })}</span>
      </summary>
      {sets.isLoadingError && <ErrorState compact error={sets.error} retry={() => void sets.refetch()} />}
      <p className="need-hint">{t('valuation.estimate.scoreNote', { scheme: set ? (i18n.language === 'en' ? set.scheme_name_en : set.scheme_name_zh) : score.scheme, n: score.weight_set_version, author: set?.author ?? '' })}</p>
      <table className="va-leaves">
        <thead><tr><th scope="col">{t('valuation.estimate.indicator')}</th><th scope="col">{t('valuation.estimate.leafPoints')}</th><th scope="col">{t('valuation.estimate.leafOrigin')}</th></tr></thead>
        <tbody>
          {score.leaves.map((leaf) => (
            <tr key={leaf.indicator}><th scope="row">{name(leaf.indicator)}</th><td className="num">{Number(leaf.points).toFixed(0)}</td><td>{t(`valuation.estimate.origin.${leaf.origin}`)}</td></tr>
          ))}
        </tbody>
      </table>
      {score.missing.length > 0 && <p className="need-hint">{t('valuation.estimate.unknown', { names: score.missing.map(name).join(t('common.sep')) })}</p>}
    </details>
  )
}
