/** What counts towards one plan, how much is missing, and how it is counted. */
import { useTranslation } from 'react-i18next'
import { useIndustries } from '../../../api/industries'
import type { components } from '../../../api/schema'
import { formatFen } from '../../../lib/fen'
import { formatDate } from '../../../lib/dates'
import Mark from '../../../ui/Mark'

type Total = components['schemas']['PublicTotalOut']

/** `32.32 亿元` as figure and unit; the English form carries its currency in front. */
function parts(text: string): [string, string] {
  const found = /^(CNY )?([\d.,]+) ?(.*)$/u.exec(text)
  return found ? [found[2] ?? text, `${found[1] ?? ''}${found[3] ?? ''}`.trim()] : [text, '']
}

export default function Counter({ total }: { total: Total }) {
  const { t } = useTranslation()
  const { nameOf } = useIndustries()
  const [figure, unit] = parts(formatFen(total.counted_fen, t))
  const percent = Math.min(100, Number(total.ratio ?? 0))
  const most = Math.max(1, ...total.by_industry.map((cell) => cell.amount_fen ?? 0))
  const goal = formatFen(total.target_fen, t)
  return (
    <article className="zr-counter">
      <div>
        <h3>
          {total.name} {!total.adopted && <Mark tone="warning">{t('public.counter.notAdopted')}</Mark>}
          {total.closed && <Mark tone="neutral">{t('public.counter.closed')}</Mark>}
        </h3>
        <p className="zr-sub">{t('public.counter.what')} · <span className="num">{total.from_on} – {total.to_on}</span></p>
        {total.suppressed ? (
          <p>{t('public.counter.suppressed', { n: total.smallest_cell })}</p>
        ) : (
          <>
            <p className="zr-counter-figure num"><strong>{figure}</strong> <span>{unit}</span></p>
            <div className="zr-counter-bar" role="img" aria-label={t('public.counter.bar', { ratio: total.ratio ?? '0', goal })}>
              <span style={{ width: `${percent}%` }} />
            </div>
            <dl className="zr-counter-facts">
              <div><dt>{t('public.counter.deals')}</dt><dd className="num">{total.deals}</dd></div>
              <div><dt>{t('public.counter.firms')}</dt><dd className="num">{total.firms}</dd></div>
              <div><dt>{t('public.counter.target')}</dt><dd className="num">{goal}</dd></div>
              <div><dt>{t('public.counter.ratio')}</dt><dd className="num">{total.ratio ?? '—'}%</dd></div>
            </dl>
          </>
        )}
        <details className="zr-method">
          <summary>{t('public.counter.method')}</summary>
          {total.rule && (
            <>
              <p>{t('public.counter.rule', { version: total.rule.version, from: formatDate(total.rule.from_on), as_of: total.as_of, method: total.method_version })}</p>
              <p lang={total.rule.words_language}>{total.rule.words}</p>
              <p>{t('public.counter.source')} {total.rule.source}</p>
            </>
          )}
          <p>{t('public.counter.small', { n: total.smallest_cell })}</p>
        </details>
        <p className="zr-sub">{t('public.counter.asOf', { date: total.as_of })}</p>
      </div>
      {total.by_industry.length > 0 && (
        <div>
          <h4>{t('public.counter.byIndustry')}</h4>
          <ul className="zr-industries">
            {total.by_industry.map((cell) => (
              <li key={cell.key}>
                <span>{nameOf(cell.key)}</span>
                <span className="zr-industry-bar" aria-hidden><i style={{ width: `${((cell.amount_fen ?? 0) / most) * 100}%` }} /></span>
                <span className="num">{cell.amount_fen === null ? t('public.counter.hidden') : `${formatFen(cell.amount_fen, t)} · ${t('public.counter.n', { n: cell.deals })}`}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </article>
  )
}
