/** On paper only: every line of a sheet, or that there are more than are printed. */
import { useTranslation } from 'react-i18next'
import type { Sheet, SheetLine } from '../months'
import TargetFigure from './TargetFigure'

export default function PrintedLines({ sheet, lines }: { sheet: Sheet; lines: readonly SheetLine[] | null }) {
  const { t } = useTranslation()
  const { unit } = sheet.figures
  if (lines === null) return null
  return (
    <table className="zr-print-only d-printed">
      <thead>
        <tr>
          <th scope="col">{t(`district.months.label.${unit}`)}</th><th scope="col">{t('district.effective')}</th>
          <th scope="col">{t(`district.months.name.${unit}`)}</th><th scope="col">{t('district.cause_label')}</th>
          <th scope="col">{t(`district.months.amount.${unit}`)}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((row) => (
          <tr key={row.source_id}>
            <td className="num">{row.label.replace('/', ' – ')}</td><td className="num">{row.effective_on}</td><td>{row.name}</td>
            <td>{t(`district.months.cause.${row.cause}`)}</td><td className="num"><TargetFigure unit={unit} value={row.amount} /></td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
