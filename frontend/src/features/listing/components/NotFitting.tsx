import { CloseOutlined, QuestionOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { openVerdicts, type Match } from '../model'
import { askedText, foundText, type Words } from '../wording'

/** Products out of reach, one line per reason: none is folded away. */
export default function NotFitting({ items, words }: { items: Match[]; words: Words }) {
  const { t } = useTranslation()
  return (
    <ul className="ls-not">
      {items.map((match) => (
        <li key={match.product.id}>
          <span className="ls-not-name">
            {match.product.lender.name} · {match.product.name}
          </span>
          <ul className="ls-not-reasons">
            {openVerdicts(match).map((verdict) => (
              <li key={verdict.criterion}>
                {verdict.answer === 'fail' ? (
                  <CloseOutlined aria-hidden className="ls-fail-icon" />
                ) : (
                  <QuestionOutlined aria-hidden />
                )}
                <span>
                  <span className="ls-answer">{t(`listing.answer.${verdict.answer}`)}</span>{' '}
                  {foundText(words, verdict)}
                  {t('listing.word.comma')}
                  {askedText(words, verdict)}
                </span>
                {!verdict.changeable && (
                  <span className="ls-small ls-fixed">{t('listing.matches.card.fixed')}</span>
                )}
              </li>
            ))}
          </ul>
        </li>
      ))}
    </ul>
  )
}
