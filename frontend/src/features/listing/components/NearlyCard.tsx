import { BulbOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import FormProblem from '../../../ui/FormProblem'
import Mark from '../../../ui/Mark'
import Money from '../../../ui/Money'
import { wanText } from '../../../lib/fen'
import { changed, isDirect, openVerdicts, type FinancingRequest, type Match } from '../model'
import { useSaveRequest } from '../queries'
import { changeText, type Words } from '../wording'
import MatchPapers from './MatchPapers'
import { CompareBox, Criterion, GuaranteeAsked, RangeText } from './MatchBits'

interface Props {
  match: Match
  request: FinancingRequest
  words: Words
  termMonths: number
  isCompared: boolean
  isFull: boolean
  onCompare: (on: boolean) => void
  onApply: () => void
}

/** A product that would fit after changes within the firm's power, the smallest named. */
export default function NearlyCard(props: Props) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { match, request, words } = props
  const { product, fit } = match
  const save = useSaveRequest(request.id)
  const open = openVerdicts(match)
  const direct = fit.changes.filter(isDirect)
  const isDirectOnly = direct.length > 0 && direct.length === fit.changes.length
  const first = fit.changes[0]
  const go = () => {
    if (isDirectOnly) return save.mutate(changed(request, direct))
    const rights = request.rights.map((right) => right.right_id).join(',')
    if (first?.action === 'state_valuation')
      return void navigate(`/e/valuations/new?rights=${rights}&back=${request.id}`)
    return void navigate(`/e/matches/requests/${request.id}`)
  }
  return (
    <article className="ls-card ls-near" aria-label={`${product.lender.name} ${product.name}`}>
      <div className="ls-near-head">
        <div>
          <div className="ls-small">{product.lender.name}</div>
          <h3 className="ls-name">{product.name}</h3>
        </div>
        <Mark tone="warning">
          {t('listing.matches.card.met', { ok: fit.passed, all: fit.verdicts.length })}
        </Mark>
      </div>
      <div className="ls-near-figures num">
        <span>
          <span className="ls-small">{t('listing.matches.card.range')}</span>{' '}
          <strong>
            <RangeText match={match} />
          </strong>
        </span>
        {fit.cost_to && (
          <span>
            <span className="ls-small">{t('listing.matches.card.cost')}</span>{' '}
            <strong>
              <Money fen={fit.cost_to.total_fen} exact />
            </strong>
          </span>
        )}
      </div>
      <ul className="ls-criteria ls-one">
        {open.map((verdict) => (
          <Criterion key={verdict.criterion} verdict={verdict} words={words} />
        ))}
      </ul>
      {fit.changes.length > 0 && (
        <div className="ls-change">
          <BulbOutlined aria-hidden className="ls-change-icon" />
          <div className="ls-grow">
            <div className="ls-change-label">{t('listing.matches.change.title')}</div>
            {fit.changes.map((change) => (
              <div key={change.action} className="ls-change-text">
                {changeText(words, change, { termMonths: props.termMonths })}
              </div>
            ))}
            <div className="ls-small">
              {t('listing.matches.change.rest', { n: fit.passed })}
              {fit.changes.length > 1 &&
                `${t('listing.word.comma')}${t('listing.matches.change.several', { n: fit.changes.length })}`}
            </div>
          </div>
          <Button loading={save.isPending} onClick={go}>
            {isDirectOnly
              ? t('listing.matches.change.rerun')
              : t(`listing.matches.change.go.${first?.action ?? 'give_consents'}`)}
          </Button>
        </div>
      )}
      <MatchPapers papers={match.papers} />
      <GuaranteeAsked match={match} />
      {save.isError && <FormProblem error={save.error} />}
      <div className="ls-near-foot">
        <Button
          aria-label={t('listing.matches.card.applyTo', { name: product.name })}
          onClick={props.onApply}
        >
          {t('listing.matches.card.applyAnyway')}
        </Button>
        <CompareBox
          name={`${product.name} ${wanText(fit.carries_fen)}`}
          checked={props.isCompared}
          isFull={props.isFull}
          onChange={props.onCompare}
        />
      </div>
    </article>
  )
}
