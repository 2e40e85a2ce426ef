import { useTranslation } from 'react-i18next'
import Panel from '../../../ui/Panel'
import type { Fact } from '../model'
import ViewLink from '../../../ui/ViewLink'

/** Dated facts that somebody recorded, with the scan where it may be opened. */
export default function EvidenceList({ facts }: { facts: Fact[] }) {
  const { t } = useTranslation()
  const word = (value: unknown): string => {
    if (typeof value === 'boolean') return t(value ? 'portfolio.asset.yes' : 'portfolio.asset.no')
    if (Array.isArray(value)) return value.join(t('common.sep'))
    return t(`portfolio.asset.status.${String(value)}`, { defaultValue: String(value) })
  }
  return (
    <Panel flush title={t('portfolio.asset.evidence.title')}>
      {facts.length === 0 && <p className="muted pf-pad">{t('portfolio.asset.evidence.empty')}</p>}
      <ul className="pf-refused">
        {facts.map((fact) => (
          <li key={fact.id} className="pf-refused-row">
            <div className="pf-refused-head">
              <strong>
                {t(`portfolio.asset.fact.${fact.kind}`)}{' '}
                <span className="muted num nowrap">{fact.as_of}</span>
              </strong>
              {fact.document_id && (
                <><a href={`/api/v1/documents/${fact.document_id}/content`} download>
                  {t('portfolio.asset.evidence.open')}
                </a> <ViewLink id={fact.document_id} name={t(`portfolio.asset.fact.${fact.kind}`)} /></>
              )}
            </div>
            <div className="muted">
              {Object.entries(fact.payload)
                .filter(([, value]) => value !== null)
                .map(([key, value]) =>
                  t(`portfolio.asset.payload.${key}`, { v: word(value), defaultValue: word(value) }),
                )
                .join(t('common.semicolon'))}
              {fact.recorded_by && ` · ${fact.recorded_by}`}
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
