/** What the cards of a match have in common. */
import { CheckOutlined, CloseOutlined, QuestionOutlined } from '@ant-design/icons'
import { Checkbox } from 'antd'
import { useTranslation } from 'react-i18next'
import { formatBp, wanText, yuanText } from '../../../lib/fen'
import { barOf, type Cost, type Match, type Verdict } from '../model'
import { askedText, foundText, type Words } from '../wording'

const ICON = { pass: CheckOutlined, fail: CloseOutlined, unknown: QuestionOutlined } as const

export function Criterion({ verdict, words }: { verdict: Verdict; words: Words }) {
  const { t } = useTranslation()
  const answer = verdict.answer as keyof typeof ICON
  const Icon = ICON[answer]
  const asked = askedText(words, verdict)
  return (
    <li className={`ls-criterion ls-${answer}`}>
      <Icon aria-hidden />
      <span className="ls-answer">{t(`listing.answer.${answer}`)}</span>
      <span>
        {foundText(words, verdict)}
        {asked && `${t('listing.word.comma')}${asked}`}
      </span>
    </li>
  )
}

interface BarProps {
  match: Match
  end: number
  wish: number
}

/** What the product lends, on the page's common scale; the wish is a black tick. */
export function AmountBar({ match, end, wish }: BarProps) {
  const { t } = useTranslation()
  const { left, width } = barOf(match, end)
  return (
    <div
      className="ls-bar"
      role="img"
      aria-label={t('listing.matches.card.rangeBar', {
        range: `${wanText(match.product.min_fen)}–${wanText(match.fit.carries_fen)}`,
        wish: wanText(wish),
      })}
    >
      <span
        className={match.fit.subject_to_valuation ? 'ls-bar-fill ls-bar-pending' : 'ls-bar-fill'}
        style={{ left: `${left}%`, width: `${width}%` }}
      />
      <span className="ls-bar-tick" style={{ left: `${(wish * 100) / end}%` }} />
    </div>
  )
}

export function RangeText({ match }: { match: Match }) {
  const { t } = useTranslation()
  const { fit, product } = match
  if (fit.subject_to_valuation)
    return <>{t('listing.matches.card.pending', { v: wanText(fit.carries_fen) })}</>
  if (fit.carries_fen < product.min_fen) return <>{wanText(fit.carries_fen)}</>
  return (
    <>
      {wanText(product.min_fen)}–{wanText(fit.carries_fen)}
    </>
  )
}

/** The parts that add up to the cost, as the server reckoned them. */
export function CostSum({ cost }: { cost: Cost }) {
  const { t } = useTranslation()
  return (
    <span className="num">
      {cost.items.map((item, at) => (
        <span key={item.code} className="nowrap">
          {at > 0 && ' + '}
          {t(`listing.fee.${item.code}`, { defaultValue: t('listing.fee.other') })}{' '}
          {yuanText(item.amount_fen)}
        </span>
      ))}
    </span>
  )
}

export function Rates({ match }: { match: Match }) {
  const { t } = useTranslation()
  const { rate_from_bp: from, rate_to_bp: to } = match.fit
  if (from === null || to === null) return <>{t('listing.matches.card.noCost')}</>
  const v = from === to ? formatBp(from) : `${formatBp(from)}–${formatBp(to)}`
  return <>{t('listing.matches.card.rate', { v })}</>
}

interface CompareProps {
  name: string
  checked: boolean
  isFull: boolean
  onChange: (on: boolean) => void
}

export function CompareBox({ name, checked, isFull, onChange }: CompareProps) {
  const { t } = useTranslation()
  return (
    <Checkbox
      checked={checked}
      disabled={isFull && !checked}
      title={isFull && !checked ? t('listing.matches.tray.full') : undefined}
      aria-label={t('listing.matches.card.compareOne', { name })}
      onChange={(event) => onChange(event.target.checked)}
    >
      {t('listing.matches.card.compare')}
    </Checkbox>
  )
}

/** That money is drawn only under a guarantee policy in force, where the product asks for one. */
export function GuaranteeAsked({ match }: { match: Match }) {
  const { t } = useTranslation()
  return match.product.guarantee_required && <div className="ls-small">{t('listing.matches.card.guarantee')}</div>
}
