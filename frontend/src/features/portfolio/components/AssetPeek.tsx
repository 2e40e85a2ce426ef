/** A look at one right beside the list: what decides whether it can be used. */
import { useTranslation } from 'react-i18next'
import Peek from '../../../ui/worklist/Peek'
import { type Asset, isApart } from '../model'
import { FeeDue, PledgeTag, Sourced, UseState } from './AssetBits'

interface Props {
  asset: Asset
  onClose: () => void
  onMove: (by: 1 | -1) => void
}

export default function AssetPeek({ asset, onClose, onMove }: Props) {
  const { t } = useTranslation()
  const people = (names: readonly string[], none: string) => (names.length > 0 ? names.join(t('common.sep')) : none)
  return (
    <Peek title={t('worklist.title')} href={`/e/ip/${asset.id}`} onClose={onClose} onMove={onMove}>
      <span className="zr-sub">{asset.label} · {t(`portfolio.kind.${asset.kind}`)}</span>
      <h2>{asset.title || asset.label}</h2>
      <div className="zr-filters"><UseState asset={asset} /><PledgeTag asset={asset} /></div>
      {asset.needs.map((need) => (
        <p key={need} className="pf-need" role="note">{t(`portfolio.asset.needs.${need}${isApart(asset.kind) ? '_apart' : ''}`)}</p>
      ))}
      <dl className="zr-facts">
        <div><dt>{t('portfolio.asset.patentees')}</dt><dd>{people(asset.patentees, t('portfolio.asset.unknown'))}</dd></div>
        <div><dt>{t('portfolio.asset.coOwners')}</dt><dd>{people(asset.co_owners, t('portfolio.asset.noCoOwners'))}</dd></div>
        <div><dt>{t('portfolio.list.col.expires')}</dt><dd className="num">{asset.expires_on ?? t('portfolio.list.expiryUnknown')}</dd></div>
        <div><dt>{t('portfolio.list.col.fee')}</dt><dd><FeeDue fee={asset.fee_due} none={isApart(asset.kind)} /></dd></div>
        <div><dt>{t('portfolio.list.col.source')}</dt><dd><Sourced source={asset.source} asOf={asset.as_of} /></dd></div>
      </dl>
    </Peek>
  )
}
