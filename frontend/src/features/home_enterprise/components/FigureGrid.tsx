import { useTranslation } from 'react-i18next'
import Money from '../../../ui/Money'
import Panel from '../../../ui/Panel'
import type { Asset, PledgeRow, Summary } from '../model'

interface Props {
  /** Absent until it is known. */
  summary: Summary | undefined
  assets: Asset[]
  total: number | string
  pledges: PledgeRow[]
}

const IN_FORCE = ['registered', 'change_filed', 'cancel_filed']

/** Four figures, each with what it counts. */
export default function FigureGrid({ summary, assets, total, pledges }: Props) {
  const { t } = useTranslation()
  const registered = pledges.filter((pledge) => IN_FORCE.includes(pledge.state))
  const pledged = registered.reduce((sum, pledge) => sum + pledge.right_count, 0)
  const usable = assets.filter(
    (asset) =>
      asset.can_be_pledged_at_cnipa &&
      asset.ownership !== 'declared' &&
      !asset.needs.includes('application_number'),
  ).length
  const cells = [
    { key: 'drawn', value: <Money fen={summary?.drawn_fen} />, note: t('home_enterprise.figures.loans', { n: summary?.drawn ?? '—' }) },
    { key: 'open', value: <Money fen={summary?.open_fen} />, note: t('home_enterprise.figures.applications', { n: summary?.open ?? '—' }) },
    { key: 'usable', value: t('home_enterprise.figures.pieces', { n: usable }), note: t('home_enterprise.figures.assets', { n: total }) },
    { key: 'pledged', value: t('home_enterprise.figures.pieces', { n: pledged }), note: t('home_enterprise.figures.registrations', { n: registered.length }) },
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
