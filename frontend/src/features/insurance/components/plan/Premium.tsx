/** What a plan makes of a risk: the premium, what its rules say, and the worksheet line by line. */
import { useTranslation } from 'react-i18next'
import type { Tone } from '../../../../lib/status'
import Mark from '../../../../ui/Mark'
import Money from '../../../../ui/Money'
import { factWords } from '../../model/plan'
import type { Rating } from '../../queries'

const HANDLING: Record<Rating['handling'], Tone> = { automatic: 'success', incomplete: 'warning', referred: 'pending', declined: 'danger' }

export default function Premium({ rating }: { rating: Rating }) {
  const { t } = useTranslation()
  const { worksheet } = rating
  return (
    <>
      <div className="zi-premium" aria-live="polite">
        <div><span className="zr-sub">{t('insurance.premium.net')}</span><strong><Money fen={worksheet.net_fen} exact /></strong></div>
        <div><span className="zr-sub">{t('insurance.premium.vat')}</span><span><Money fen={worksheet.vat_fen} exact /></span></div>
        <div><span className="zr-sub">{t('insurance.premium.gross')}</span><strong><Money fen={worksheet.gross_fen} exact /></strong></div>
        <Mark tone={HANDLING[rating.handling]}>{t(`insurance.handling.${rating.handling}`)}</Mark>
      </div>
      <dl className="zr-facts">
        {Object.entries(worksheet.parts).map(([code, fen]) => (
          <div key={code}><dt>{t(`insurance.part.${code}`, { defaultValue: code })}</dt><dd><Money fen={fen} exact /></dd></div>
        ))}
      </dl>
      <Hits hits={rating.hits} />
      <Worksheet rating={rating} />
    </>
  )
}

function Hits({ hits }: { hits: Rating['hits'] }) {
  const { t } = useTranslation()
  if (hits.length === 0) return <p className="zr-sub">{t('insurance.premium.no_hits')}</p>
  return (
    <ul className="zi-hits" aria-label={t('insurance.premium.hits')}>
      {hits.map((each) => (
        <li key={each.id}>
          <Mark tone={each.missing.length ? 'warning' : each.outcome === 'refer' ? 'pending' : 'danger'}>
            {each.missing.length ? t('insurance.premium.open') : t(`insurance.outcome.${each.outcome}`)}{each.authority && ` · ${t(`insurance.authority.${each.authority}`)}`}
          </Mark>
          <span>{each.message[t('common.lang') === 'en' ? 'en' : 'zh']}{each.missing.length > 0 && ` (${each.missing.map((fact) => factWords(fact, t)).join(t('common.sep'))})`}</span>
        </li>
      ))}
    </ul>
  )
}

/** `layer_1` is the first law of a mix. */
function lineWords(what: string, t: (key: string, values?: Record<string, unknown>) => string): string {
  const layer = /^layer_(\d+)$/.exec(what)?.[1]
  return layer === undefined ? t(`insurance.worksheet.line.${what}`, { defaultValue: what }) : t('insurance.worksheet.layer', { n: Number(layer) })
}

function Worksheet({ rating }: { rating: Rating }) {
  const { t } = useTranslation()
  return (
    <details className="zi-details" open>
      <summary>{t('insurance.worksheet.title', { count: rating.worksheet.lines.length })}</summary>
      <div className="zr-scroll zi-worksheet" tabIndex={0} role="region" aria-label={t('insurance.worksheet.title', { count: rating.worksheet.lines.length })}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t('insurance.worksheet.step')}</th>
              <th scope="col">{t('insurance.worksheet.scope')}</th>
              <th scope="col">{t('insurance.worksheet.what')}<div className="zi-inputs zr-sub">{t('insurance.worksheet.inputs')}</div></th>
              <th scope="col" className="zi-value">{t('insurance.worksheet.value')}</th>
            </tr>
          </thead>
          <tbody>
            {rating.worksheet.lines.map((line, n) => (
              <tr key={n}>
                <td className="num">{line.step}</td>
                <td><code>{line.scope}</code></td>
                <td>
                  {lineWords(line.what, t)}
                  <div className="zi-inputs">{Object.entries(line.inputs).map(([key, value]) => <span key={key}><span className="zr-sub">{key}</span> {value} </span>)}</div>
                </td>
                <td className="num zi-value">{line.value} <span className="zr-sub">{t(`insurance.unit.${line.unit}`, { defaultValue: line.unit })}</span></td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="zr-sub zi-digest">{t('insurance.worksheet.hash')}{t('common.colon')}<code>{rating.worksheet_hash}</code></p>
    </details>
  )
}
