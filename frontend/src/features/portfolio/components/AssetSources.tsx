/** Field by field: whose word stands, what the other sources say, and where they contradict. */
import { useTranslation } from 'react-i18next'
import ErrorState from '../../../ui/ErrorState'
import Mark from '../../../ui/Mark'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import type { FieldSources, Word } from '../model'
import { useSources } from '../queries'

const MOST = 3

export default function AssetSources({ id }: { id: string }) {
  const { t } = useTranslation()
  const asked = useSources(id)
  const told = asked.data
  const conflicts = told?.conflicts ?? 0
  const fields = [...(told?.fields ?? [])].sort((one, other) => Number(other.conflicting) - Number(one.conflicting))
  return (
    <Panel
      flush
      title={t('portfolio.asset.sources.title')}
      sub={conflicts > 0 ? t('portfolio.asset.sources.conflicts', { n: conflicts }) : t('portfolio.asset.sources.sub')}
    >
      {asked.isPending && <SkeletonRows rows={3} />}
      {asked.isLoadingError && <ErrorState error={asked.error} retry={() => void asked.refetch()} />}
      {told && fields.length === 0 && <p className="muted pf-pad">{t('portfolio.asset.sources.empty')}</p>}
      {fields.length > 0 && (
        <ul className="pf-sources">
          {fields.map((field) => (
            <SourcesOfField key={field.field} field={field} />
          ))}
        </ul>
      )}
    </Panel>
  )
}

function SourcesOfField({ field }: { field: FieldSources }) {
  const { t } = useTranslation()
  return (
    <li>
      <div className="pf-sources-field">
        {t(`portfolio.asset.sources.field.${field.field}`)}
        {field.conflicting && <Mark tone="warning">{t('portfolio.asset.sources.conflict')}</Mark>}
      </div>
      <ul className="pf-sources-words">
        {field.words.map((word) => (
          <li key={word.teller} className={word.stands ? 'pf-word-stands' : undefined}>
            <span className="pf-sources-value">{valueOf(word, t('common.sep'), (n) => t('portfolio.asset.sources.more', { n }))}</span>
            <span className="pf-from">
              {t(`portfolio.asset.sources.teller.${word.teller}`, { defaultValue: word.teller })}
              {word.source === 'vendor_export' && ` · ${t(`portfolio.source.${word.source}`)}`} <span className="num">{word.as_of}</span>
              {word.stands && ` · ${t('portfolio.asset.sources.stands')}`}
              {word.differs && ` · ${t('portfolio.asset.sources.differs')}`}
            </span>
          </li>
        ))}
      </ul>
    </li>
  )
}

function valueOf(word: Word, separator: string, more: (n: number) => string): string {
  const shown = word.values.slice(0, MOST).join(separator)
  const rest = word.values.length - MOST
  return rest > 0 ? `${shown}${more(rest)}` : shown
}
