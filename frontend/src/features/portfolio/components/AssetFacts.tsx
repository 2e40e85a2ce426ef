import { Descriptions } from 'antd'
import type { TFunction } from 'i18next'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { useIndustries } from '../../../api/industries'
import Panel from '../../../ui/Panel'
import { useNarrow } from '../../../lib/useNarrow'
import { isApart, STATED, type AssetDetail } from '../model'

/** What the firm stated under this name, as a reader says it. */
function told(detail: AssetDetail, name: string, t: TFunction): string | null {
  const value = name === 'granted_on' ? (detail.asset.granted_on ?? detail.declared[name]) : detail.declared[name]
  if (value === undefined || value === null) return null
  if (Array.isArray(value)) return value.join(t('common.sep'))
  return name === 'authorship' ? t(`portfolio.other.author.${String(value)}`) : String(value)
}

/** The facts, each with where it comes from and of which day. */
export default function AssetFacts({ detail }: { detail: AssetDetail }) {
  const { t } = useTranslation()
  const { nameOf: industryName } = useIndustries('portfolio.industry')
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
  const expires = fact(
    'expires',
    <span>
      {term ? term.expires_on : detail.declared.authorship === 'person' ? t('portfolio.asset.lifeOfAuthor') : unknown}
      {term && ` · ${t('portfolio.asset.lastDay', { date: term.last_day })}`}
    </span>,
    term && (
      <>
        {from(term.source, asset.as_of)}
        {term.basis && <div className="pf-from">{term.basis}</div>}
      </>
    ),
  )
  if (isApart(asset.kind))
    return (
      <Panel title={t('portfolio.asset.facts')} sub={t('portfolio.asset.factsSub')}>
        <Descriptions
          column={narrow ? 1 : 2}
          size="small"
          items={[
            fact('register', <span className="nowrap num">{asset.label}</span>, usual),
            ...Object.keys(STATED[asset.kind]).map((name) => ({
              key: name,
              label: t(`portfolio.other.fact.${name}`),
              children: (
                <div>
                  <div className="num">{told(detail, name, t) ?? none}</div>
                  {from(name === 'granted_on' ? asset.grant_source : 'declared', null)}
                </div>
              ),
            })),
            expires,
            fact('patentees', asset.patentees.join(t('common.sep')) || unknown, owners),
            fact('ownership', t(`portfolio.ownership.${asset.ownership}`), owners),
          ]}
        />
      </Panel>
    )
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
          expires,
          fact('industry', industryName(asset.industry)),
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
