/** The page on which a quote was taken, as it was kept: premium, insurers, each exclusion with its click, notices. */
import { useTranslation } from 'react-i18next'
import Mark from '../Mark'
import Money from '../Money'
import './comparison.css'

export interface Exclusions {
  quote: string
  insurer: string
  product: string
  gross_fen: number
  insurers: { name: string; share_ppm: number; lead: boolean }[]
  exclusions: { key: string; part: string; zh: string; en: string }[]
  notices: { zh: string; en: string }[]
}

const PPM_PER_PERCENT = 10_000

export default function ExclusionsText({ of, clicked }: { of: Exclusions; clicked: ReadonlyMap<string, string> }) {
  const { t } = useTranslation()
  const say = t('common.lang') === 'en' ? ('en' as const) : ('zh' as const)
  return (
    <>
      <p>
        <strong>{of.insurer}</strong> · {of.product} · {of.quote}<br />
        <Money fen={of.gross_fen} exact /> · {of.insurers.map((each) => `${each.name} ${each.share_ppm / PPM_PER_PERCENT}%`).join(t('policies.join'))}
      </p>
      <ul className="pol-clicked">
        {of.exclusions.map((each) => (
          <li key={each.key}>
            {t(`insurance.part.${each.part}`, { defaultValue: each.part })} · {each[say]}{' '}
            {clicked.has(each.key) ? <Mark tone="success">{clicked.get(each.key)}</Mark> : <Mark tone="neutral">{t('policies.take.unticked')}</Mark>}
          </li>
        ))}
      </ul>
      {of.notices.map((each) => <p key={each.en}>{each[say]}</p>)}
    </>
  )
}
