import { useTranslation } from 'react-i18next'
import Panel from '../../../ui/Panel'
import { wanText, yuanText } from '../../../lib/fen'
import type { Asset, Figures, PledgeRow } from '../model'

interface Props {
  figures: Figures
  assets: Asset[]
  total: number | string
  pledges: PledgeRow[]
}

const IN_FORCE = ['registered', 'change_filed', 'cancel_filed']

/** Four figures, each with what it counts. */
export default function FigureGrid({ figures, assets, total, pledges }: Props) {
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
    ['drawn', wanText(figures.drawnFen), 'wan', t('home_enterprise.figures.loans', { n: figures.drawn }), yuanText(figures.drawnFen)],
    ['open', wanText(figures.openFen), 'wan', t('home_enterprise.figures.applications', { n: figures.open }), yuanText(figures.openFen)],
    ['usable', String(usable), 'pieces', t('home_enterprise.figures.assets', { n: total }), undefined],
    ['pledged', String(pledged), 'pieces', t('home_enterprise.figures.registrations', { n: registered.length }), undefined],
  ] as const
  return (
    <Panel title={t('home_enterprise.figures.title')}>
      <dl className="he-figures">
        {cells.map(([key, value, unit, note, exact]) => (
          <div key={key} title={exact}>
            <dt>{t(`home_enterprise.figures.${key}`)}</dt>
            <dd className="he-figure num">
              {value} <small>{t(`home_enterprise.figures.${unit}`)}</small>
            </dd>
            <dd className="he-meta num">{note}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  )
}
