/** Why a policy is not bound yet: each thing that is open, and who has to act. */
import { useTranslation } from 'react-i18next'
import Mark from '../Mark'
import './points.css'
import { type Open, type Point, waitsFor } from './points'

export default function Waits({ open, points }: { open: readonly Open[]; points: readonly Point[] }) {
  const { t } = useTranslation()
  if (open.length === 0) return null
  return (
    <ul className="zr-waits" aria-label={t('policies.waits.label')}>
      {open.map((each) => (
        <li key={`${each.kind}-${each.n}`}>
          {each.kind === 'subjectivity' ? <a href={`#point-${each.n}`}>{t('policies.open.subjectivity', { text: each.text })}</a> : <span>{t(`policies.open.${each.kind}`, { text: each.text })}</span>}
          <Mark tone="pending">{t(`policies.waits.${waitsFor(each, points)}`)}</Mark>
        </li>
      ))}
    </ul>
  )
}
