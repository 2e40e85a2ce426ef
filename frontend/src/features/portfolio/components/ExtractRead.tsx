/** A register extract as an officer read it: each item beside what was held of it before. */
import { useTranslation } from 'react-i18next'
import type { Tone } from '../../../lib/status'
import Mark from '../../../ui/Mark'
import ViewLink from '../../../ui/ViewLink'
import type { Extract } from '../queries'

const STATE: Record<string, Tone> = { valid: 'success', lapsed: 'warning', done: 'neutral', over: 'neutral' }
const VERDICT: Record<string, Tone> = { confirmed: 'success', differs: 'danger', first: 'neutral' }

/** How many items an extract has. */
const READABLE = 11

export function ExtractState({ extract }: { extract: Extract }) {
  const { t } = useTranslation()
  if (extract.lapsing) return <Mark tone="warning">{t('portfolio.extracts.lapsing')}</Mark>
  return <Mark tone={STATE[extract.state] ?? 'neutral'}>{t(`portfolio.extracts.state.${extract.state}`)}</Mark>
}

export function ExtractSummary({ extract }: { extract: Extract }) {
  const { t } = useTranslation()
  return extract.differing > 0
    ? <Mark tone="danger">{t('portfolio.extracts.differs', { n: extract.differing })}</Mark>
    : <Mark tone="success">{t('portfolio.extracts.agrees')}</Mark>
}

export default function ExtractRead({ extract }: { extract: Extract }) {
  const { t } = useTranslation()
  const word = (value: unknown): string => {
    if (value === null || value === undefined) return '—'
    if (typeof value === 'boolean') return t(value ? 'portfolio.asset.yes' : 'portfolio.asset.no')
    if (Array.isArray(value)) return value.join(t('common.sep'))
    return t(`portfolio.asset.status.${String(value)}`, { defaultValue: String(value) })
  }
  return (
    <>
      <p className="muted pf-pad">
        <ExtractState extract={extract} /> <ExtractSummary extract={extract} />{' '}
        {t('portfolio.extracts.until', { date: extract.proves_until })} · {t('portfolio.extracts.of', { date: extract.as_of })} ·{' '}
        {t('portfolio.extracts.by', { name: extract.read_by, bank: extract.read_for })}
        {extract.document_id && (
          <> · <a href={`/api/v1/documents/${extract.document_id}/content`} download>{t('portfolio.extracts.open')}</a>{' '}
            <ViewLink id={extract.document_id} name={t('portfolio.asset.fact.register_extract')} /></>
        )}
      </p>
      {extract.names_holder === false && <p role="note" className="late pf-pad">{t('portfolio.extracts.notNamed')}</p>}
      {extract.fields.length < READABLE && <p className="muted pf-pad">{t('portfolio.extracts.unread')}</p>}
      <ul className="pf-sources" aria-label={t('portfolio.extracts.caption')}>
        {extract.fields.map((each) => (
          <li key={each.field}>
            <span className="pf-sources-field">
              {t(`portfolio.extracts.field.${each.field}`)}
              <Mark tone={VERDICT[each.verdict] ?? 'neutral'}>{t(`portfolio.extracts.verdict.${each.verdict}`)}</Mark>
            </span>
            <span>
              <span className="pf-from">{t('portfolio.extracts.col.read')}</span> {word(each.read)}
              {each.verdict === 'differs' && (
                <> · <span className="pf-from">{t('portfolio.extracts.col.held')}</span> <del>{word(each.held)}</del></>
              )}
            </span>
          </li>
        ))}
      </ul>
    </>
  )
}
