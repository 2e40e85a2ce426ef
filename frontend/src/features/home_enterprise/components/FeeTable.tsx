import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import Mark from '../../../ui/Mark'
import Money from '../../../ui/Money'
import Panel from '../../../ui/Panel'
import { daysUntil } from '../../../lib/dates'
import { yuanText } from '../../../lib/fen'
import { useNarrow } from '../../../lib/useNarrow'
import type { Asset, Fee } from '../model'

const SHOWN_NARROW = 4

type WithFee = Asset & { fee_due: Fee }

/** The next annual fees of the portfolio; a right that lapses takes its pledge with it. */
export default function FeeTable({ assets }: { assets: Asset[] }) {
  const { t } = useTranslation()
  const narrow = useNarrow()
  const due = assets.filter((asset): asset is WithFee => asset.fee_due !== null)
  const shown = narrow ? due.slice(0, SHOWN_NARROW) : due
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
      {shown.length > 0 && (narrow ? <Cards assets={shown} /> : <Rows assets={shown} />)}
    </Panel>
  )
}

function When({ fee }: { fee: Fee }) {
  const { t } = useTranslation()
  if (fee.late)
    return <Mark tone="warning">{t('home_enterprise.fees.late', { date: fee.pay_by })}</Mark>
  const days = daysUntil(fee.due_on)
  return (
    <span className={days <= 31 ? 'he-late-text' : 'muted'}>
      {days === 0 ? t('home_enterprise.fees.today') : t('home_enterprise.fees.days', { n: days })}
    </span>
  )
}

function State({ asset }: { asset: Asset }) {
  const { t } = useTranslation()
  if (asset.pledged) return <Mark tone="warning">{t('home_enterprise.fees.pledged')}</Mark>
  if (asset.ownership === 'declared')
    return <Mark tone="neutral">{t('home_enterprise.fees.declared')}</Mark>
  return <Mark tone="neutral">{t('home_enterprise.fees.usable')}</Mark>
}

function Rows({ assets }: { assets: WithFee[] }) {
  const { t } = useTranslation()
  return (
    <div className="zr-scroll">
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
              {asset.fee_due.due_on} · <When fee={asset.fee_due} />
            </td>
            <td className="num nowrap">
              <Link to={`/e/ip/${asset.id}`}>{asset.label}</Link>
            </td>
            <td>{asset.title}</td>
            <td className="nowrap">{t('home_enterprise.fees.year', { n: asset.fee_due.year })}</td>
            <td className="nowrap">
              <State asset={asset} />
            </td>
            <td className="right num">
              {yuanText(asset.fee_due.payable_fen)}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
    </div>
  )
}

function Cards({ assets }: { assets: WithFee[] }) {
  return (
    <ul className="he-cards">
      {assets.map((asset) => (
        <li key={asset.id}>
          <div>
            <Link to={`/e/ip/${asset.id}`}>{asset.title || asset.label}</Link>
            <strong className="num nowrap">
              <Money fen={asset.fee_due.payable_fen} exact />
            </strong>
          </div>
          <div className="he-meta num">
            <span className="nowrap">{asset.label}</span>
            <span className="nowrap">
              <When fee={asset.fee_due} /> · {asset.fee_due.due_on}
            </span>
          </div>
        </li>
      ))}
    </ul>
  )
}
