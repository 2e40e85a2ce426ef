/** The parts of a division, each with its bar; they sum to the target. */
import { useTranslation } from 'react-i18next'
import { today } from '../../../lib/dates'
import Mark from '../../../ui/Mark'
import ViewLink from '../../../ui/ViewLink'
import { type Division, type Part, shareOf } from '../parts'
import TargetFigure from './TargetFigure'

export default function PartLines({ division, unit }: { division: Division; unit: string }) {
  const { t } = useTranslation()
  const told = (value: number) => <TargetFigure unit={unit} value={unit === 'per_10000' ? String(value) : value} />
  const late = (part: Part) => part.done_by < today() && (part.reached ?? 0) < part.amount
  return (
    <>
      <ul className="d-rows">
        {division.parts.map((part) => {
          const share = shareOf(part.reached, part.amount)
          return (
            <li key={part.department} className="d-part-line">
              <span className="d-line"><strong>{part.department}</strong><span>{told(part.reached ?? 0)} / {told(part.amount)}</span></span>
              <div className="d-progress" role="img" aria-label={t('district.parts.bar', { name: part.department, share })}>
                <span className="d-progress-fill" style={{ width: `${Math.min(share, 100)}%` }} />
              </div>
              <span className="d-line zr-sub">
                <span>{t('district.parts.responsible', { name: part.responsible })} · {t('district.parts.due', { day: part.done_by })} {late(part) && <Mark tone="warning">{t('district.parts.late')}</Mark>}</span>
                <span className="num">{part.as_of ? t('district.parts.reported', { share, day: part.as_of, source: part.source }) : t('district.parts.none_reported')}
                  {part.document_id && <>{' '}<ViewLink id={part.document_id} name={part.department} /></>}</span>
              </span>
            </li>
          )
        })}
      </ul>
      <p className="d-sum">
        <span>{t('district.sum_of', { n: division.parts.length })}</span>
        <strong>{told(division.reached)} / {told(division.whole)}</strong>
      </p>
    </>
  )
}
