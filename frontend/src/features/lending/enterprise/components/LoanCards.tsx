import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import Money from '../../../../ui/Money'
import StatusTag from '../../../../ui/StatusTag'
import type { Application } from '../model'
import Clock from './Clock'

export default function LoanCards({ items }: { items: Application[] }) {
  const { t } = useTranslation()
  return (
    <ul className="le-cards" aria-label={t('lending_enterprise.list.caption')}>
      {items.map((item) => (
        <li key={item.id}>
          <div className="le-card-line">
            <Link to={`/e/loans/${item.id}`} className="le-card-title">
              {item.lender.name} · {item.product.name}
            </Link>
            <StatusTag subject="loan_application" state={item.state} />
          </div>
          <div className="muted num">
            {item.number} · <Money fen={item.amount_fen} /> ·{' '}
            {t('lending_enterprise.months', { n: item.term_months })}
          </div>
          <Clock clock={item.clock} offer={item.offer} />
        </li>
      ))}
    </ul>
  )
}
