/** The patent's family, and whether it is an invention of high value, criterion by criterion. */
import { useTranslation } from 'react-i18next'
import { formatFen } from '../../../lib/fen'
import type { Tone } from '../../../lib/status'
import ErrorState from '../../../ui/ErrorState'
import { useIndustries } from '../../../api/industries'
import Mark from '../../../ui/Mark'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import type { Quality } from '../model'
import AssetAwards from './AssetAwards'
import { useQuality } from '../queries'

const TONE: Record<string, Tone> = { met: 'success', not_met: 'neutral', unknown: 'warning' }

export default function AssetQuality({ id, title, mayState }: { id: string; title: string; mayState: boolean }) {
  const { t } = useTranslation()
  const asked = useQuality(id)
  const told = asked.data
  const standing = (found: Quality) => (found.in_force ? (found.high_value ? 'yes' : 'no') : 'ended')
  return (
    <Panel
      flush
      title={t('portfolio.asset.quality.title')}
      sub={told && told.in_force !== null ? t(`portfolio.asset.quality.standing.${standing(told)}`) : undefined}
    >
      {asked.isPending && <SkeletonRows rows={3} />}
      {asked.isLoadingError && <ErrorState error={asked.error} retry={() => void asked.refetch()} />}
      {told && (
        <>
          {told.in_force === null && <p className="muted pf-pad">{t('portfolio.asset.quality.only')}</p>}
          {told.criteria.length > 0 && <Criteria found={told} />}
          {told.in_force !== null && <AssetAwards id={id} title={title} mayState={mayState} elsewhere={told.awards_decided ? undefined : told.awards_of} />}
          <h3 className="pf-family-title">{t('portfolio.asset.quality.family', { n: told.family.length })}</h3>
          {told.family.length === 0 ? (
            <p className="muted pf-pad">{t('portfolio.asset.quality.noFamily')}</p>
          ) : (
            <ul className="pf-sources">
              {told.family.map((each) => (
                <li key={each.number}>
                  <span className="num">{each.number}</span>
                  <span className="pf-from">
                    {each.published_on ? <span className="num">{each.published_on}</span> : t('portfolio.asset.quality.noDay')}
                    {' · '}
                    {each.teller ? t(`portfolio.asset.sources.teller.${each.teller}`) : t('portfolio.asset.quality.listed')}
                    {each.granted && <> · <Mark tone="success">{t('portfolio.asset.quality.granted')}</Mark></>}
                  </span>
                </li>
              ))}
            </ul>
          )}
          <p className="muted pf-pad">{told.rule.words} {t('portfolio.asset.quality.rule', { n: told.rule.version, source: told.rule.source })}</p>
        </>
      )}
    </Panel>
  )
}

function Criteria({ found }: { found: Quality }) {
  const { t } = useTranslation()
  const { nameOf } = useIndustries('portfolio.industry')
  const from = (source: string) =>
    t(`portfolio.asset.sources.teller.${source}`, {
      defaultValue: t(`portfolio.asset.quality.from.${source}`, { defaultValue: nameOf(source) }),
    })
  return (
    <ul className="pf-sources">
      {found.criteria.map((each) => (
        <li key={each.criterion}>
          <span className="pf-sources-field">
            {t(`portfolio.asset.quality.criterion.${each.criterion}`)}
            <Mark tone={TONE[each.answer] ?? 'neutral'}>{t(`portfolio.asset.quality.answer.${each.answer}`)}</Mark>
          </span>
          <ul className="pf-sources-words">
            {each.evidence.map((one) => (
              <li key={`${one.text}-${one.source}`}>
                <span className="num">
                  {[one.text, one.amount_fen === null ? '' : formatFen(one.amount_fen, t), one.day ?? ''].filter(Boolean).join(' · ')}
                </span>
                <span className="pf-from">{from(one.source)}</span>
              </li>
            ))}
            {each.evidence.length === 0 && <li className="pf-from">{t(`portfolio.asset.quality.lacking.${each.criterion}`)}</li>}
          </ul>
        </li>
      ))}
    </ul>
  )
}
