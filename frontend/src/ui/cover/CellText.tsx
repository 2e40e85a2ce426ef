/** A cell of the comparison in words: an amount, a share, a day, or the names of what it lists. */
import { useTranslation } from 'react-i18next'
import { formatDate } from '../../lib/dates'
import Money from '../Money'
import type { Cell, CompareRow } from './comparison'

/** Terms whose values are words of the insurance vocabulary. */
const WORDS: Record<string, string> = {
  territory: 'territory', jurisdiction: 'territory', trigger: 'trigger', insured_role: 'role', object_schedule: 'object',
  loss_payee: 'payee', deductible_rule: 'deductible_rule',
}

export default function CellText({ row, cell }: { row: CompareRow; cell: Cell | null }) {
  const { t } = useTranslation()
  if (cell === null) return <span className="zr-sub">—</span>
  if (cell.told !== 'stated') return <span className="zr-sub">{t(`policies.told.${cell.told}`)}</span>
  const { value } = cell
  const words = WORDS[row.term]
  const named = (one: unknown) => (words ? t(`insurance.${words}.${String(one)}`, { defaultValue: String(one) }) : String(one))
  if (row.group === 'exclusions') {
    const parts = (value as string[]).map((part) => t(`insurance.part.${part}`, { defaultValue: part }))
    return parts.length ? <>{t('policies.excluded', { parts: parts.join(t('policies.join')) })}</> : <span className="zr-sub">{t('policies.not_excluded')}</span>
  }
  if (typeof value === 'boolean') return <>{t(value ? 'policies.yes' : 'policies.no')}</>
  if (row.term.endsWith('_fen')) return <Money fen={value as number} exact />
  if (row.term.endsWith('_bp')) return <span className="num">{Number(value) / 100}%</span>
  if (row.term === 'term') return <span className="num">{(value as string[]).map(formatDate).join(' – ')}</span>
  if (row.term === 'valid_until' || row.term === 'retro_date') return <span className="num">{formatDate(value as string)}</span>
  if (Array.isArray(value)) return <>{value.map((one) => (typeof one === 'object' ? JSON.stringify(one) : named(one))).join(t('policies.join'))}</>
  return <>{named(value)}</>
}
