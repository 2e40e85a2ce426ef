/** The lines of a sheet, or those by which today differs: by pages, each leading to what it came from. */
import { useTranslation } from 'react-i18next'
import { Link, useSearchParams } from 'react-router'
import Listing from '../../../ui/Listing'
import Pager from '../../../ui/Pager'
import { type Part, type Sheet, type SheetLine, useSheetLines } from '../months'
import TargetFigure from './TargetFigure'

interface Props {
  sheet: Sheet
  part: Part
  empty: { title: string; text: string }
}

export default function SheetLines({ sheet, part, empty }: Props) {
  const { t } = useTranslation()
  const [params] = useSearchParams()
  const name = part === 'sheet' ? 'lines' : 'changed'
  const asked = useSheetLines(sheet.target, sheet.month, part, params.get(name) ?? undefined)
  const { unit } = sheet.figures
  const label = (row: SheetLine) =>
    unit === 'firms' ? <Link className="num" to={`/d/library/${row.label}`}>{row.label}</Link>
      : unit === 'fen' ? <Link className="num" to={`/d/register?by=number&q=${encodeURIComponent(row.label)}`}>{row.label}</Link>
        : <span className="num">{row.label.replace('/', ' – ')}</span>
  const amount = (row: SheetLine) => <TargetFigure unit={unit} value={row.amount} />
  return (
    <>
      <Listing<SheetLine>
        asked={asked} keyOf={(row) => row.source_id} paged={false} empty={empty}
        columns={[
          { title: t(`district.months.label.${unit}`), render: (_, row) => label(row) },
          { title: t('district.effective'), render: (_, row) => <span className="num nowrap">{row.effective_on}</span> },
          { title: t(`district.months.name.${unit}`), dataIndex: 'name' },
          { title: t('district.cause_label'), render: (_, row) => t(`district.months.cause.${row.cause}`) },
          { title: t(`district.months.amount.${unit}`), align: 'right', render: (_, row) => amount(row) },
        ]}
        card={(row) => (
          <>
            <span className="d-line">{label(row)}<strong>{amount(row)}</strong></span>
            <span>{row.name}</span>
            <span className="zr-sub">{t(`district.months.cause.${row.cause}`)} · <span className="num">{row.effective_on}</span></span>
          </>
        )}
      />
      {asked.data && <Pager next={asked.data.next} total={asked.data.total} name={name} label={t('district.months.lines')} />}
    </>
  )
}
