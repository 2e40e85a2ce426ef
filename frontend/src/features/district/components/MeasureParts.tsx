/** What the figure is made of: a month or a day each, with how far it had come. */
import { useTranslation } from 'react-i18next'
import type { Measure } from '../stated'

export default function MeasureParts({ measure }: { measure: Measure }) {
  const { t } = useTranslation()
  const longest = Math.max(...measure.parts.map((part) => Number(part.value)), 1)
  if (measure.parts.length === 0) return <div className="d-chart"><p className="zr-sub">{t('district.stated.no_parts')}</p></div>
  return (
    <div className="d-chart">
      <div className="zr-chart-table d-parts" tabIndex={0} role="region" aria-label={t('district.stated.parts')}>
        <table>
          <thead>
            <tr>
              <th scope="col">{t(measure.way === 'stock' ? 'district.stated.day' : 'district.month')}</th>
              <th scope="col">{t(`district.stated.part.${measure.way}`)}</th>
              <th scope="col" aria-hidden className="d-part-bar" />
              <th scope="col">{t(measure.way === 'stock' ? 'district.stated.per' : 'district.stated.cumulative')}</th>
            </tr>
          </thead>
          <tbody>
            {measure.parts.map((part) => (
              <tr key={part.key}>
                <td className="num">{part.key}</td>
                <td className="num">{Number(part.value).toLocaleString()}</td>
                <td aria-hidden className="d-part-bar"><span className="d-bar"><span style={{ width: `${(Number(part.value) / longest) * 100}%` }} /></span></td>
                <td className="num">{Number(part.reached).toLocaleString(undefined, { minimumFractionDigits: measure.way === 'stock' ? 2 : 0 })}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  )
}
