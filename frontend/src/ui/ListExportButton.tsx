/** A list leaves as it is filtered: as a workbook at once, written by a worker where it is long, on paper. */
import { useTranslation } from 'react-i18next'
import ExportButton from './ExportButton'
import { saveList } from './exporting'

interface Props {
  list: string
  /** Those of the list's query; where it stands is left out. */
  filters?: object
  /** What the button says, where a page has several. */
  label?: string
}

export default function ListExportButton({ list, filters = {}, label }: Props) {
  const { t } = useTranslation()
  return <ExportButton label={label} ask={() => saveList(list, filters)} fileName={`${t(`exports.list.${list}`)}.xlsx`} long={{ list, format: 'xlsx', filters }} />
}
