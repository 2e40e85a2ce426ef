import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import Mark from '../../../ui/Mark'
import Money from '../../../ui/Money'
import Panel from '../../../ui/Panel'
import { daysUntil } from '../../../lib/dates'
import { yuanText } from '../../../lib/fen'
import { useNarrow } from '../../../lib/useNarrow'
import type { Asset } from '../model'
import { usePledged } from '../queries'

const SHOWN = 6
const SHOWN_NARROW = 4

/** The next annual fees of the portfolio; a right that lapses takes its pledge with it. */
export default function FeeTable({ assets, hasPledges }: { assets: Asset[]; hasPledges: boolean }) {
  const { t } = useTranslation()
  const narrow = useNarrow()
  const shown = assets.slice(0, narrow ? SHOWN_NARROW : SHOWN)
  const rest = assets.length - shown.length
  const pledged = usePledged(
    shown.map((asset) => asset.right_id),
    hasPledges,
  )
  return (
    <Panel
      flush
      title={t('home_enterprise.fees.title')}
      sub={
        shown.length > 0
          ? t('home_enterprise.fees.sub', { n: shown.length })
          : undefined
      }
      extra={<Link to="/e/ip">{t('home_enterprise.fees.calendar')}</Link>}
    >
      {shown.length === 0 && <p className="muted he-pad">{t('home_enterprise.fees.none')}</p>}
      {shown.length > 0 && (narrow ? <Cards assets={shown} /> : <Rows assets={shown} pledged={pledged} />)}
      {rest > 0 && (
        <p className="he-pad">
          <Link to="/e/ip?sort=expires_on">{t('home_enterprise.fees.more', { n: rest })}</Link>
        </p>
      )}
    </Panel>
  )
}

function Days({ due }: { due: string }) {
  const { t } = useTranslation()
  const days = daysUntil(due)
  return (
    <span className={days <= 31 ? 'he-late-text' : 'muted'}>
      {days === 0
        ? t('home_enterprise.fees.today')
        : t(days > 0 ? 'home_enterprise.fees.days' : 'home_enterprise.fees.late', {
            n: Math.abs(days),
          })}
    </span>
  )
}

function State({ asset, isPledged }: { asset: Asset; isPledged: boolean }) {
  const { t } = useTranslation()
  if (isPledged) return <Mark tone="warning">{t('home_enterprise.fees.pledged')}</Mark>
  if (asset.ownership === 'declared')
    return <Mark tone="neutral">{t('home_enterprise.fees.declared')}</Mark>
  return <Mark tone="neutral">{t('home_enterprise.fees.usable')}</Mark>
}

function Rows({ assets, pledged }: { assets: Asset[]; pledged: Set<string> }) {
  const { t } = useTranslation()
  return (
    <table className="he-table" aria-label={t('home_enterprise.fees.caption')}>
      <thead>
        <tr>
          {['due', 'number', 'title', 'year', 'state'].map((column) => (
            <th key={column} scope="col">
              {t(`home_enterprise.fees.col.${column}`)}
            </th>
          ))}
          <th scope="col" className="right">
            {t('home_enterprise.fees.col.amount')}
          </th>
        </tr>
      </thead>
      <tbody>
        {assets.map((asset) => (
          <tr key={asset.id}>
            <td className="num nowrap">
              {asset.fee_due?.due_on} · <Days due={asset.fee_due?.due_on ?? ''} />
            </td>
            <td className="num nowrap">
              <Link to={`/e/ip/${asset.id}`}>{asset.label}</Link>
            </td>
            <td>{asset.title}</td>
            <td className="nowrap">{t('home_enterprise.fees.year', { n: asset.fee_due?.year })}</td>
            <td className="nowrap">
              <State asset={asset} isPledged={pledged.has(asset.right_id)} />
            </td>
            <td className="right num">
              {yuanText(asset.fee_due?.amount_fen ?? 0)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

function Cards({ assets }: { assets: Asset[] }) {
  return (
    <ul className="he-cards">
      {assets.map((asset) => (
        <li key={asset.id}>
          <div>
            <Link to={`/e/ip/${asset.id}`}>{asset.title || asset.label}</Link>
            <strong className="num nowrap">
              <Money fen={asset.fee_due?.amount_fen ?? 0} exact />
            </strong>
          </div>
          <div className="he-meta num">
            <span className="nowrap">{asset.label}</span>
            <span className="nowrap">
              <Days due={asset.fee_due?.due_on ?? ''} /> · {asset.fee_due?.due_on}
            </span>
          </div>
        </li>
      ))}
    </ul>
  )
}
