/** What the checklist says of an offer today: what refuses first, each with the way to where it is mended. */
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import Mark from '../../../ui/Mark'
import { fieldOf, notesOf, type Offer, refusalsOf } from '../model'
import { findingText } from '../words'

export default function Findings({ offer }: { offer: Offer }) {
  const { t } = useTranslation()
  const [refusals, notes] = [refusalsOf(offer), notesOf(offer)]
  const mayRevise = offer.allowed_actions.includes('revision')
  return (
    <ul className="lc-findings">
      {refusals.length === 0 && <li><Mark tone="success">{t('licensing.check.pass')}</Mark><span>{t('licensing.check.passText')}</span></li>}
      {refusals.map((each) => (
        <li key={each.rule + each.code}>
          <Mark tone="danger">{t('licensing.check.refuses')}</Mark>
          <span>{findingText(each, t)} <span className="zr-sub num">{each.rule}</span></span>
          {mayRevise && <Link to={`/e/licensing/${offer.id}/revise#offer-${fieldOf(each)}`}>{t('licensing.check.mend')}</Link>}
        </li>
      ))}
      {notes.map((each) => (
        <li key={each.rule + each.code}><Mark tone="info">{t('licensing.check.told')}</Mark><span>{findingText(each, t)} <span className="zr-sub num">{each.rule}</span></span></li>
      ))}
    </ul>
  )
}
