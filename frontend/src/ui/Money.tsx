/** An amount for people, with the exact yuan on hover and for screen readers. */
import { useTranslation } from 'react-i18next'
import { formatFen, wanText, yuanText } from '../lib/fen'

interface Props {
  fen: number | null | undefined
  /** In full, to the fen. */
  exact?: boolean
  /** In 万元 without its unit: the column names it. */
  bare?: boolean
  /** Hundredths of another currency are told in full, under its code. */
  currency?: string | undefined
}

export default function Money({ fen, exact = false, bare = false, currency = 'CNY' }: Props) {
  const { t } = useTranslation()
  if (fen === null || fen === undefined) return <span className="num">—</span>
  if (currency !== 'CNY') return <span className="num">{`${currency} ${yuanText(fen)}`}</span>
  const full = t('common.yuan', { amount: yuanText(fen) })
  return (
    <span className="num" title={full}>
      {exact ? full : bare ? wanText(fen) : formatFen(fen, t)}
    </span>
  )
}
