import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import Mark from '../../../ui/Mark'
import Money from '../../../ui/Money'
import { formatBp, yuanText } from '../../../lib/fen'
import type { Match } from '../model'
import { monthsText, type Words } from '../wording'
import MatchPapers from './MatchPapers'
import { AmountBar, CompareBox, CostSum, Criterion, GuaranteeAsked, RangeText, Rates } from './MatchBits'

interface Props {
  match: Match
  words: Words
  end: number
  wish: number
  termMonths: number
  isFirst: boolean
  isCheapest: boolean
  isCompared: boolean
  isFull: boolean
  onCompare: (on: boolean) => void
  onApply: () => void
}

const SHOWN = 4

/** A product whose every criterion passes. */
export default function FitCard(props: Props) {
  const { t } = useTranslation()
  const [all, setAll] = useState(false)
  const { match, words } = props
  const { product, fit } = match
  const cost = fit.cost_to
  const verdicts = all ? fit.verdicts : fit.verdicts.slice(0, SHOWN)
  return (
    <article className="ls-card" aria-label={`${product.lender.name} ${product.name}`}>
      <div className="ls-card-top">
        <div>
          <div className="ls-small">{product.lender.name}</div>
          <h3 className="ls-name">{product.name}</h3>
          <div className="ls-marks">
            <Mark tone="success">{t('listing.fit.fits')}</Mark>
            {props.isCheapest && <Mark tone="info">{t('listing.matches.card.cheapest')}</Mark>}
          </div>
        </div>
        <div>
          <div className="ls-small">{t('listing.matches.card.range')}</div>
          <div className="ls-figure num">
            <RangeText match={match} />
          </div>
          <AmountBar match={match} end={props.end} wish={props.wish} />
        </div>
        <div>
          <div className="ls-small">{t('listing.matches.card.cost')}</div>
          {cost ? (
            <>
              <div className="ls-figure num">
                {yuanText(cost.total_fen).replace(/\.00$/, "")}{' '}
                <small>{t('listing.matches.card.perYear', { rate: formatBp(cost.all_in_bp) })}</small>
              </div>
              <div className="ls-small">
                <CostSum cost={cost} />
              </div>
              {cost.subsidies.map((subsidy) => (
                <div key={subsidy.code} className="ls-subsidy">
                  {t('listing.matches.card.subsidy', { v: '' })}{' '}
                  <Money fen={subsidy.amount_fen} exact />
                </div>
              ))}
            </>
          ) : (
            <div className="muted">{t('listing.matches.card.noCost')}</div>
          )}
        </div>
        <div>
          <div className="ls-small">{t('listing.matches.card.answer')}</div>
          <div className="ls-days num">{t('listing.matches.card.days', { n: fit.decision_days })}</div>
        </div>
        <div className="ls-do">
          <Button
            type={props.isFirst ? 'primary' : 'default'}
            block
            aria-label={t('listing.matches.card.applyTo', { name: product.name })}
            onClick={props.onApply}
          >
            {t('listing.matches.card.apply')}
          </Button>
          <CompareBox
            name={product.name}
            checked={props.isCompared}
            isFull={props.isFull}
            onChange={props.onCompare}
          />
        </div>
      </div>
      <div className="ls-card-foot">
        <ul className="ls-criteria">
          {verdicts.map((verdict) => (
            <Criterion key={verdict.criterion} verdict={verdict} words={words} />
          ))}
        </ul>
        <MatchPapers papers={match.papers} />
        <GuaranteeAsked match={match} />
        <div className="ls-small num ls-line">
          <span>
            <Rates match={match} />
          </span>
          <span>
            {t('listing.word.between', {
              a: monthsText(t, product.min_months),
              b: monthsText(t, product.max_months),
            })}
          </span>
          {!product.capacity_open && <span>{t('listing.matches.card.closed')}</span>}
          {fit.verdicts.length > SHOWN && (
            <Button type="link" size="small" aria-expanded={all} onClick={() => setAll(!all)}>
              {t(all ? 'listing.matches.card.fewer' : 'listing.matches.card.all')}
            </Button>
          )}
        </div>
      </div>
    </article>
  )
}
