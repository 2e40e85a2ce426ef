import { CheckOutlined, CloseOutlined, PrinterOutlined } from '@ant-design/icons'
import { Button, Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useSearchParams } from 'react-router'
import EmptyState from '../../../ui/EmptyState'
import ErrorState from '../../../ui/ErrorState'
import Mark from '../../../ui/Mark'
import PageHeader from '../../../ui/PageHeader'
import SkeletonRows from '../../../ui/SkeletonRows'
import { formatBp, formatFen, yuanText } from '../../../lib/fen'
import { useNarrow } from '../../../lib/useNarrow'
import { rowsOf, type Row } from '../compare'
import { cheapest, chosenIn, type Match } from '../model'
import { useMatches } from '../queries'
import { monthsText } from '../wording'

export default function ComparePage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const narrow = useNarrow()
  const [search, setSearch] = useSearchParams()
  const [onlyDifferences, setOnlyDifferences] = useState(false)
  const id = search.get('request') ?? ''
  const matches = useMatches(id)
  const wanted = chosenIn(search)
  const all = (matches.data?.items ?? []).filter((match) => wanted.includes(match.product.id))
  const items = narrow ? all.slice(0, 2) : all
  const rows = rowsOf(items, t)
  const shown = onlyDifferences ? rows.filter((row) => row.differs) : rows
  const back = `/e/matches?request=${id}&compare=${wanted.join(',')}`
  const remove = (product: string) =>
    setSearch({ request: id, compare: wanted.filter((each) => each !== product).join(',') })

  return (
    <>
      <PageHeader
        crumbs={[
          { to: back, label: t('listing.matches.title') },
          { label: t('listing.matches.compare.crumb', { n: all.length }) },
        ]}
        title={t('listing.matches.compare.title')}
        extra={
          <>
            <label className="ls-switch">
              <Switch checked={onlyDifferences} onChange={setOnlyDifferences} />{' '}
              {t('listing.matches.compare.diff')}
            </label>
            <Button icon={<PrinterOutlined aria-hidden />} onClick={() => window.print()}>
              {t('listing.matches.compare.print')}
            </Button>
          </>
        }
      />
      {matches.isPending && id !== '' && <SkeletonRows rows={10} />}
      {matches.isLoadingError && <ErrorState error={matches.error} retry={() => void matches.refetch()} />}
      {(id === '' || (matches.isSuccess && all.length < 2)) && (
        <EmptyState
          title={t('listing.matches.compare.few')}
          text={t('listing.matches.nearlySub')}
          action={<Link to={back}>{t('listing.matches.compare.back')}</Link>}
        />
      )}
      {matches.data && all.length >= 2 && (
        <>
          <p className="ls-lead">
            {t('listing.matches.compare.lead', {
              need: [
                formatFen(matches.data.amount_fen, t),
                monthsText(t, matches.data.term_months),
                t(`listing.use.${matches.data.use_of_funds}`),
                t('listing.word.pieces', { n: matches.data.rights_count }),
              ].join(' · '),
            })}
            {onlyDifferences &&
              ` ${t('listing.matches.compare.hidden', { n: rows.length - shown.length })}`}
            {narrow && all.length > 2 && ` ${t('listing.matches.compare.two')}`}
          </p>
          <div className="ls-scroll" role="region" tabIndex={0} aria-label={t('listing.matches.compare.title')}>
            <table className="ls-compare">
              <Head items={items} onRemove={remove} />
              <tbody>
                <CostRow items={items} />
                {shown.map((row) => (
                  <CompareRow key={row.key} row={row} />
                ))}
                <tr>
                  <th scope="row">{t('listing.matches.compare.next')}</th>
                  {items.map((match, at) => (
                    <td key={match.product.id}>
                      <Button
                        block
                        type={at === 0 ? 'primary' : 'default'}
                        onClick={() =>
                          void navigate(`/e/loans/new?request=${id}&products=${match.product.id}`)
                        }
                      >
                        {t('listing.matches.card.applyTo', { name: match.product.name })}
                      </Button>
                    </td>
                  ))}
                </tr>
              </tbody>
            </table>
          </div>
          <p className="muted ls-lead">{t('listing.matches.compare.note')}</p>
        </>
      )}
    </>
  )
}

function Head({ items, onRemove }: { items: Match[]; onRemove: (id: string) => void }) {
  const { t } = useTranslation()
  return (
    <thead>
      <tr>
        <th scope="col">{t('listing.matches.compare.term')}</th>
        {items.map((match) => (
          <th scope="col" key={match.product.id}>
            <div className="ls-compare-head">
              <div>
                <div className="ls-small">{match.product.lender.name}</div>
                <div className="ls-name">{match.product.name}</div>
              </div>
              <Button
                type="text"
                icon={<CloseOutlined aria-hidden />}
                aria-label={t('listing.matches.tray.remove', { name: match.product.name })}
                onClick={() => onRemove(match.product.id)}
              />
            </div>
          </th>
        ))}
      </tr>
    </thead>
  )
}

/** The cost first, drawn on one scale; "lowest" only when it really is. */
function CostRow({ items }: { items: Match[] }) {
  const { t } = useTranslation()
  const best = cheapest(items)
  const most = Math.max(1, ...items.map((match) => match.fit.cost_to?.total_fen ?? 0))
  return (
    <tr className="ls-compare-cost">
      <th scope="row">
        <strong>{t('listing.matches.compare.row.cost')}</strong>
        <div className="ls-small">{t('listing.matches.compare.row.costUnit')}</div>
      </th>
      {items.map((match) => {
        const cost = match.fit.cost_to
        if (!cost) return <td key={match.product.id}>{t('listing.matches.card.noCost')}</td>
        return (
          <td key={match.product.id}>
            <div className="ls-compare-head">
              <span className="ls-big num">
                {yuanText(cost.total_fen)}
              </span>
              {match.product.id === best && (
                <Mark tone="success">{t('listing.matches.compare.lowest')}</Mark>
              )}
            </div>
            <div className="ls-cost-bar" aria-hidden>
              <span style={{ width: `${(cost.total_fen * 100) / most}%` }} />
            </div>
            <div className="ls-small num">
              {t('listing.matches.compare.total', { rate: formatBp(cost.all_in_bp) })} ·{' '}
              {t('listing.matches.compare.on', { v: formatFen(match.fit.costed_fen, t) })}
            </div>
          </td>
        )
      })}
    </tr>
  )
}

function CompareRow({ row }: { row: Row }) {
  const { t } = useTranslation()
  return (
    <tr className={row.differs ? undefined : 'ls-same'}>
      <th scope="row">{t(`listing.matches.compare.row.${row.key}`)}</th>
      {row.cells.map((cell, at) => (
        // The columns of one table never change their order.
        <td key={`${row.key}.${String(at)}`} className="num">
          <div className="ls-compare-head">
            <span>
              {row.key === 'open' && cell === t('listing.matches.compare.openNone') && (
                <CheckOutlined aria-hidden className="ls-ok-icon" />
              )}{' '}
              {cell}
            </span>
            {row.best === at && <Mark tone="success">{t('listing.matches.compare.best')}</Mark>}
          </div>
        </td>
      ))}
    </tr>
  )
}
