/** A figure in its target's unit: yuan, patents, patents per 10,000, firms. */
import { useTranslation } from 'react-i18next'
import Money from '../../../ui/Money'

interface Props {
  unit: string
  value: number | string
}

const WAYS: Record<string, string> = { patents: 'flow', firms: 'library', per_10000: 'stock' }

export default function TargetFigure({ unit, value }: Props) {
  const { t } = useTranslation()
  if (unit === 'fen') return <Money fen={Number(value)} />
  // A stock is told by 10,000 in text; its pieces are a number.
  const way = unit === 'per_10000' && typeof value === 'number' ? 'flow' : (WAYS[unit] ?? 'flow')
  return <span className="num">{t(`district.stated.unit.${way}`, { n: value.toLocaleString() })}</span>
}
