/** What is owed, overdue, on its way back and owed to us; each opens its rows. */
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import Money from '../../../ui/Money'
import type { Totals } from '../queries'

export default function Figures({ totals }: { totals: Totals }) {
  const { t } = useTranslation()
  const shown = [
    { key: 'owed', fen: totals.owed_fen, to: '?view=due&side=payer', words: totals.next_due_on ? t('pay.figure.next', { day: totals.next_due_on }) : t('pay.figure.nothing') },
    { key: 'overdue', fen: totals.overdue_fen, to: '?view=overdue&side=payer', words: totals.overdue_fen > 0 ? t('pay.figure.overdueWords') : t('pay.figure.nothing') },
    { key: 'comingBack', fen: totals.coming_back_fen, to: '?view=refunds&side=payer', words: totals.coming_back_fen > 0 ? t('pay.figure.comingBackWords') : t('pay.figure.nothing') },
    { key: 'owedToUs', fen: totals.owed_to_us_fen, to: '?view=due&side=payee', words: totals.owed_to_us_fen > 0 ? t('pay.figure.owedToUsWords') : t('pay.figure.nothing') },
  ]
  return (
    <div className="zr-figures">
      {shown.map(({ key, fen, to, words }) => (
        <Link key={key} to={to} className="zr-figure pay-figure" data-late={key === 'overdue' && fen > 0 ? true : undefined}>
          <span className="zr-sub">{t(`pay.figure.${key}`)}</span>
          <strong><Money fen={fen} exact /></strong>
          <span className="zr-sub">{words}</span>
        </Link>
      ))}
    </div>
  )
}
