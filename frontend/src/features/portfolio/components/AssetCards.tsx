import { Checkbox } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { type Asset, isApart } from '../model'
import { FeeDue, PledgeTag, UseState } from './AssetBits'

interface Props {
  items: readonly Asset[]
  chosen: Map<string, Asset>
  onChoose: (asset: Asset, on: boolean) => void
}

/** The narrow list: one card of three lines per patent. */
export default function AssetCards({ items, chosen, onChoose }: Props) {
  const { t } = useTranslation()
  return (
    <ul className="pf-cards" aria-label={t('portfolio.list.caption')}>
      {items.map((item) => (
        <li key={item.id} className="pf-card">
          <Checkbox
            aria-label={t('portfolio.list.pick', { title: item.title || item.label })}
            checked={chosen.has(item.right_id)}
            onChange={(event) => onChoose(item, event.target.checked)}
          />
          <div className="pf-card-body">
            <Link to={`/e/ip/${item.id}`} className="pf-card-title">
              {item.title || item.label}
            </Link>
            <div className="muted nowrap">
              {item.label} · {t(`portfolio.kind.${item.kind}`)}
            </div>
            <div className="pf-card-foot">
              <FeeDue fee={item.fee_due} none={isApart(item.kind)} />
              {item.pledged ? <PledgeTag asset={item} /> : <UseState asset={item} />}
            </div>
          </div>
        </li>
      ))}
    </ul>
  )
}
