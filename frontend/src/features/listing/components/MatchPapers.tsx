/** What the product asks for that the vault does not hold today, each with the way to deposit it. */
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import Mark from '../../../ui/Mark'
import { fillAddress } from '../../../lib/fillAddress'
import { lacking, type Match } from '../model'

export default function MatchPapers({ papers }: { papers: Match['papers'] }) {
  const { t } = useTranslation()
  if (papers.length === 0) return null
  const open = lacking(papers)
  return (
    <div className="ls-papers">
      <span className="ls-small">{t('listing.papers.have', { n: papers.length - open.length, all: papers.length })}</span>
      {open.length > 0 && (
        <ul aria-label={t('listing.papers.title')}>
          {open.map((each) => (
            <li key={`${each.kind}.${each.year ?? ''}.${each.subject}`}>
              <Mark tone={each.required ? 'warning' : 'neutral'}>{t(each.required ? 'listing.papers.required' : 'listing.papers.wished')}</Mark>{' '}
              <Link to={fillAddress(each)}>{[each.year, t(`vault.kind.${each.kind}`), each.subject].filter(Boolean).join(' ')}</Link>{' '}
              <span className="ls-small">{t(`listing.papers.${each.standing}`, { date: each.dated_on ?? '' })}</span>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
