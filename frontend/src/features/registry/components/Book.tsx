/** The bank's drawn loans with the pledges that secure them. */
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { monthsAfter } from '../../../lib/dates'
import EmptyState from '../../../ui/EmptyState'
import ErrorState from '../../../ui/ErrorState'
import Money from '../../../ui/Money'
import Pager from '../../../ui/Pager'
import SkeletonRows from '../../../ui/SkeletonRows'
import { useBook } from '../queries'

export function Book({ cursor }: { cursor: string | null }) {
  const { t } = useTranslation()
  const book = useBook(cursor, true)
  const items = book.data?.items ?? []
  if (book.isPending) return <SkeletonRows rows={6} />
  if (book.isLoadingError) return <ErrorState compact error={book.error} retry={() => void book.refetch()} />
  if (items.length === 0) return <EmptyState title={t('registry.book.empty_title')} text={t('registry.book.empty_text')} action={<Link to="/b/pledges">{t('registry.list.open')}</Link>} />
  return (
    <>
      <div className="zp-scroll" tabIndex={0} role="region" aria-label={t('registry.list.book')}>
        <table className="zp-table zr-table-cards">
          <thead>
            <tr>
              <th scope="col">{t('registry.list.firm')}</th>
              <th scope="col" className="zp-num">{t('registry.book.amount')}</th>
              <th scope="col">{t('registry.book.drawn_on')}</th>
              <th scope="col">{t('registry.book.ends_on')}</th>
              <th scope="col">{t('registry.book.contract')}</th>
              <th scope="col">{t('registry.book.application')}</th>
              <th scope="col">{t('registry.book.pledge')}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((row) => (
              <tr key={row.id}>
                <td data-label={t('registry.list.firm')}>{row.applicant.name}<span className="zp-small zp-block">{row.product.name}</span></td>
                <td data-label={t('registry.book.amount')} className="zp-num"><Money fen={row.drawdown?.amount_fen} bare /></td>
                <td data-label={t('registry.book.drawn_on')} className="zp-nowrap">{row.drawdown?.drawn_on ?? '—'}</td>
                <td data-label={t('registry.book.ends_on')} className="zp-nowrap">{row.drawdown && row.offer ? monthsAfter(row.drawdown.drawn_on, row.offer.term_months) : '—'}</td>
                <td data-label={t('registry.book.contract')}>{row.drawdown?.loan_contract ?? '—'}</td>
                <td data-label={t('registry.book.application')} className="zp-nowrap"><Link to={`/b/queue/${row.id}`}>{row.number}</Link></td>
                <td data-label={t('registry.book.pledge')}>{row.pledge_id === null ? '—' : <Link to={`/b/pledges/${row.pledge_id}`}>{t('registry.book.pledge')}</Link>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <div style={{ padding: '0 16px' }}><Pager next={book.data.next} total={book.data.total} /></div>
    </>
  )
}
