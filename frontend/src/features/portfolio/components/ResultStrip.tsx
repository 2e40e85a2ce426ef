import { CheckOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { secondsOf, type ImportRun } from '../model'

const PARTS = [
  ['accepted', 'rows_accepted'],
  ['updated', 'rows_updated'],
  ['refused', 'rows_refused'],
  ['duplicate', 'rows_duplicate'],
] as const

/** One bar with words: how the rows of the run ended; the parts add up to the whole. */
export default function ResultStrip({ run }: { run: ImportRun }) {
  const { t } = useTranslation()
  const parts = PARTS.map(([name, key]) => ({ name, n: run[key] })).filter((part) => part.n > 0)
  const text = parts.map((part) => `${part.n} ${t(`portfolio.import.strip.${part.name}`)}`)
  return (
    <section className="pf-strip" aria-labelledby="pf-strip-title">
      <span className="pf-strip-icon" aria-hidden>
        <CheckOutlined aria-hidden />
      </span>
      <div className="pf-strip-head">
        <h2 id="pf-strip-title" className="pf-strip-title num">
          {t('portfolio.import.strip.title', {
            total: run.rows_total,
            accepted: run.rows_accepted + run.rows_updated,
          })}
        </h2>
        <div className="muted num">
          {t('portfolio.import.strip.meta', {
            name: run.file_name ?? t('portfolio.import.strip.pasted'),
            format: t(`portfolio.import.format.${run.format ?? 'numbers'}`),
            s: secondsOf(run, 0),
          })}
        </div>
        {run.notes.map((note) => (
          <div key={note.code} className="muted">
            {t(`portfolio.import.note.${note.code}`, { fields: note.fields.map((field) => t(`columnMapping.fields.${field}`)).join(t('common.sep')) })}
          </div>
        ))}
      </div>
      <div className="pf-strip-figures">
        <div
          className="pf-bar"
          role="img"
          aria-label={t('portfolio.import.strip.bar', { text: text.join(' / ') })}
        >
          {parts.map((part) => (
            <span key={part.name} className={`pf-bar-${part.name}`} style={{ flexGrow: part.n }} />
          ))}
        </div>
        <div className="pf-bar-words num">
          {parts.map((part) => (
            <span key={part.name}>
              <strong className={`pf-word-${part.name}`}>{part.n}</strong>{' '}
              {t(`portfolio.import.strip.${part.name}`)}
            </span>
          ))}
          {run.rows_warned > 0 && (
            <span className="pf-word-refused">
              {t('portfolio.import.strip.warned', { n: run.rows_warned })}
            </span>
          )}
        </div>
      </div>
    </section>
  )
}
