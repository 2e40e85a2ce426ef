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
  if (unit === 'per_10000' && typeof value === 'number') return <span className="num">{t('district.stated.unit.flow', { n: value })}</span>
  return <span className="num">{t(`district.stated.unit.${WAYS[unit] ?? 'flow'}`, { n: value })}</span>
}
