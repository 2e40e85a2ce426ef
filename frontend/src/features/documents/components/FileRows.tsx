/** The organisation's documents: a table, cards on a phone. */
import { Checkbox } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { sizeText } from '../../../lib/size'
import { formatDateTime } from '../../../lib/dates'
import Mark from '../../../ui/Mark'
import ScanMarks from '../../../ui/ScanMarks'
import { type OwnFile } from '../model'
import { useBase } from '../queries'
import Hash from './Hash'
import Placed from './Placed'

interface Props {
  items: readonly OwnFile[]
  chosen: readonly string[]
  /** Absent: nothing can be chosen. */
  onChoose?: (ids: string[]) => void
}

const COLUMNS = ['name', 'kind', 'size', 'deposited', 'hash', 'readers'] as const

export default function FileRows({ items, chosen, onChoose }: Props) {
  const { t } = useTranslation()
  const base = useBase()
  const head = (column: (typeof COLUMNS)[number]) => t(`vault.list.${column}`)
  const toggle = (id: string, on: boolean) => onChoose?.(on ? [...chosen, id] : chosen.filter((each) => each !== id))
  return (
    <div className="zr-scroll" tabIndex={0} role="region" aria-label={t('vault.list.title')}>
      <table className="vt-table zr-table-cards">
        <thead>
          <tr>
            {onChoose && <th scope="col"><span className="zr-hidden">{t('vault.list.choose')}</span></th>}
            {COLUMNS.map((each) => <th key={each} scope="col">{head(each)}</th>)}
          </tr>
        </thead>
        <tbody>
          {items.map((file) => (
            <tr key={file.id}>
              {onChoose && (
                <td data-label={t('vault.list.choose')}>
                  <Checkbox checked={chosen.includes(file.id)} disabled={file.withdrawn_at !== null}
                    onChange={(event) => toggle(file.id, event.target.checked)} aria-label={t('vault.list.choose_of', { name: file.name })} />
                </td>
              )}
              <td data-label={head('name')} className="vt-name">
                <span>
                  <Link to={`${base}/${file.id}`}>{file.name}</Link>
                  {file.withdrawn_at && <> <Mark tone="warning">{t('vault.withdrawn')}</Mark></>}
                  {file.held && <> <Mark tone="warning">{t('vault.hold.mark')}</Mark></>}
                  <ScanMarks document={file} />
                  <Placed kind={file.kind} placed={file.placed} />
                </span>
              </td>
              <td data-label={head('kind')} className="nowrap">{t(`vault.kind.${file.kind}`)}</td>
              <td data-label={head('size')} className="num">{sizeText(file.size)}</td>
              <td data-label={head('deposited')} className="num nowrap">{formatDateTime(file.deposited_at)}</td>
              <td data-label={head('hash')}><Hash sha256={file.sha256} /></td>
              <td data-label={head('readers')}>
                {file.readers.length ? file.readers.join(t('common.sep')) : <span className="zr-sub">{t('vault.list.nobody')}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
