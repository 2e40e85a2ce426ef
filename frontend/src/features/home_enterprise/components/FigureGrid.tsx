import { useTranslation } from 'react-i18next'
import Money from '../../../ui/Money'
import Panel from '../../../ui/Panel'
import type { Portfolio, Summary } from '../model'

interface Props {
  /** Absent until they are known. */
  summary: Summary | undefined
  portfolio: Portfolio | undefined
  registrations: number | string | undefined
}

/** Four figures, each with what it counts; the server counts them. */
export default function FigureGrid({ summary, portfolio, registrations }: Props) {
  const { t } = useTranslation()
  const pieces = (n: number | undefined) => (n === undefined ? '—' : t('home_enterprise.figures.pieces', { n }))
  const cells = [
    { key: 'drawn', value: <Money fen={summary?.drawn_fen} />, note: t('home_enterprise.figures.loans', { n: summary?.drawn ?? '—' }) },
    { key: 'open', value: <Money fen={summary?.open_fen} />, note: t('home_enterprise.figures.applications', { n: summary?.open ?? '—' }) },
    { key: 'usable', value: pieces(portfolio?.usable), note: t('home_enterprise.figures.assets', { n: portfolio?.assets ?? '—' }) },
    { key: 'pledged', value: pieces(portfolio?.pledged), note: t('home_enterprise.figures.registrations', { n: registrations ?? '—' }) },
  ]
  return (
    <Panel title={t('home_enterprise.figures.title')}>
      <dl className="he-figures">
        {cells.map(({ key, value, note }) => (
          <div key={key}>
            <dt>{t(`home_enterprise.figures.${key}`)}</dt>
            <dd className="he-figure num">{value}</dd>
            <dd className="he-meta num">{note}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  )
}
