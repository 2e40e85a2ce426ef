import { Descriptions } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import Panel from '../../../ui/Panel'
import { useNarrow } from '../../../lib/useNarrow'
import type { AssetDetail } from '../model'

/** The facts, each with where it comes from and of which day. */
export default function AssetFacts({ detail }: { detail: AssetDetail }) {
  const { t } = useTranslation()
  const narrow = useNarrow()
  const { asset, term } = detail
  const unknown = t('portfolio.asset.unknown')
  const none = t('portfolio.asset.none')
  const from = (source: string | null, day: string | null) =>
    source === null ? null : (
      <span className="pf-from">
        {t('portfolio.sourceAsOf', { source: t(`portfolio.source.${source}`, { defaultValue: source }), date: day ?? '' })}
      </span>
    )
  const fact = (key: string, value: ReactNode, note: ReactNode = null) => ({
    key,
    label: t(`portfolio.asset.${key}`),
    children: (
      <div>
        <div>{value}</div>
        {note}
      </div>
    ),
  })
  const usual = from(asset.source, asset.as_of)
  const owners = from(detail.owner_source, detail.owner_as_of)
  return (
    <Panel title={t('portfolio.asset.facts')} sub={t('portfolio.asset.factsSub')}>
      <Descriptions
        column={narrow ? 1 : 2}
        size="small"
        items={[
          fact('number', <span className="nowrap num">{asset.application_no ? asset.label : unknown}</span>, usual),
          fact('publication', <span className="nowrap num">{detail.publications.join(' / ') || asset.publication_no || none}</span>, usual),
          fact('filing', asset.filing_on ?? unknown, usual),
          fact('granted', asset.granted_on ?? unknown, from(asset.grant_source, asset.as_of)),
          fact(
            'expires',
            <span className="num">
              {term ? term.expires_on : unknown}
              {term && ` · ${t('portfolio.asset.lastDay', { date: term.last_day })}`}
            </span>,
            term && from(term.source, asset.as_of),
          ),
          fact('industry', t(`portfolio.industry.${asset.industry}`)),
          fact('patentees', asset.patentees.join(t('common.sep')) || unknown, owners),
          fact(
            'coOwners',
            asset.co_owners.join(t('common.sep')) || t('portfolio.asset.noCoOwners'),
            asset.co_owners.length > 0 ? (
              <span className="pf-from">{t('portfolio.asset.coOwnersNeed')}</span>
            ) : null,
          ),
          fact('applicants', detail.applicants.join(t('common.sep')) || none, usual),
          fact('inventors', detail.inventors.join(t('common.sep')) || none, usual),
          fact('classes', <span className="num">{detail.classes.join(t('common.sep')) || asset.ipc_main || none}</span>, usual),
          fact('ownership', t(`portfolio.ownership.${asset.ownership}`), owners),
        ]}
      />
    </Panel>
  )
}
