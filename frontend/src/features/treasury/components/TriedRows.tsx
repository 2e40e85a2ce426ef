/** What a layout made of a sample: how many rows, from which balance to which, and the first of them. */
import { useTranslation } from 'react-i18next'
import Money from '../../../ui/Money'
import type { Tried } from '../queries'

export default function TriedRows({ tried }: { tried: Tried }) {
  const { t } = useTranslation()
  return (
    <>
      <p>{t('money.layouts.readRows', { n: tried.rows })} <Money fen={tried.opening_fen} exact /> → <Money fen={tried.closing_fen} exact /></p>
      <div className="zr-scroll mo-sample" tabIndex={0} role="region" aria-label={t('money.layouts.readTitle')}>
        <table>
          <thead>
            <tr>{(['booked_on', 'name', 'memo', 'amount', 'balance'] as const).map((name) => <th key={name} scope="col">{t(`money.layouts.field.${name}`)}</th>)}</tr>
          </thead>
          <tbody>
            {tried.lines.map((line) => (
              <tr key={line.row}>
                <td className="num">{line.booked_on}</td>
                <td>{line.name}<div className="zr-sub num">{line.account}</div></td>
                <td>{line.memo}</td>
                <td><Money fen={line.amount_fen} exact /></td>
                <td><Money fen={line.balance_fen} exact /></td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  )
}
