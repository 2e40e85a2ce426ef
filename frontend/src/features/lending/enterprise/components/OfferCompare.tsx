import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import Mark from '../../../../ui/Mark'
import Money from '../../../../ui/Money'
import Panel from '../../../../ui/Panel'
import StatusTag from '../../../../ui/StatusTag'
import { formatBp } from '../../../../lib/fen'
import { conditionsOf } from '../../../../ui/cover/conditions'
import { OPEN_STATES, bestOffer, costOf, type Application } from '../model'
import AcceptModal from './AcceptModal'

interface Props {
  items: Application[]
  current: string
}

const P = 'lending_enterprise.loan.compare'

interface Row {
  key: string
  render: (application: Application) => ReactNode
  best: number | null
  mark: string
}

/** All answers to one need side by side; what is closed stays, with its state. */
export default function OfferCompare({ items, current }: Props) {
  const { t } = useTranslation()
  const [accepting, setAccepting] = useState<Application | null>(null)
  const best = {
    amount: bestOffer(items, (offer) => offer.amount_fen, 'high'),
    rate: bestOffer(items, (offer) => offer.rate_bp, 'low'),
    cost: bestOffer(items, (offer) => costOf(offer).allInBp ?? 1_000_000, 'low'),
  }
  const without = (application: Application) => (
    <span className="muted">
      {t(OPEN_STATES.includes(application.state) ? `${P}.pending` : `${P}.none`)}
    </span>
  )
  const rows: Row[] = [
    {
      key: 'amount',
      render: (a) => a.offer && <Money fen={a.offer.amount_fen} />,
      best: best.amount,
      mark: t(`${P}.highest`),
    },
    {
      key: 'rate',
      render: (a) => a.offer && formatBp(a.offer.rate_bp),
      best: best.rate,
      mark: t(`${P}.lowest`),
    },
    {
      key: 'cost',
      render: (a) => {
        const allIn = a.offer && costOf(a.offer).allInBp
        return (
          a.offer && (
            <span>
              <Money fen={a.offer.yearly_cost_fen} exact />
              {allIn !== null && (
                <span className="muted">
                  {' '}
                  {t('lending_enterprise.loan.offer.allIn', { v: formatBp(allIn) })}
                </span>
              )}
            </span>
          )
        )
      },
      best: best.cost,
      mark: t(`${P}.lowest`),
    },
    {
      key: 'term',
      render: (a) =>
        a.offer && t('lending_enterprise.months', { n: a.offer.term_months }),
      best: null,
      mark: '',
    },
    {
      key: 'conditions',
      render: (a) =>
        a.offer &&
        (conditionsOf(a.offer, t).length > 0
          ? conditionsOf(a.offer, t).join(t('common.semicolon'))
          : t('lending_enterprise.loan.offer.noConditions')),
      best: null,
      mark: '',
    },
    { key: 'valid', render: (a) => a.offer?.valid_until, best: null, mark: '' },
  ]
  return (
    <Panel flush title={t(`${P}.title`)} sub={t(`${P}.sub`)}>
      <div className="le-scroll" role="region" tabIndex={0} aria-label={t(`${P}.caption`)}>
        <table className="le-compare">
          <thead>
            <tr>
              <th scope="col">{t(`${P}.term`)}</th>
              {items.map((each) => (
                <th scope="col" key={each.id}>
                  {each.id === current ? (
                    <span>
                      {each.lender.name} <span className="muted">{t(`${P}.this`)}</span>
                    </span>
                  ) : (
                    <Link to={`/e/loans/${each.id}`}>{each.lender.name}</Link>
                  )}
                  <div className="muted">{each.product.name}</div>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">{t(`${P}.state`)}</th>
              {items.map((each) => (
                <td key={each.id}>
                  <StatusTag subject="loan_application" state={each.state} />
                  {each.refusal && (
                    <div className="muted">
                      {t(`lending_enterprise.loan.refusalReason.${each.refusal.reason_code}`)}
                    </div>
                  )}
                </td>
              ))}
            </tr>
            {rows.map((row) => (
              <tr key={row.key}>
                <th scope="row">{t(`lending_enterprise.loan.offer.${row.key}`)}</th>
                {items.map((each, at) => (
                  <td key={each.id} className="num">
                    {row.render(each) ?? without(each)}{' '}
                    {row.best === at && <Mark tone="success">{row.mark}</Mark>}
                  </td>
                ))}
              </tr>
            ))}
            <tr>
              <th scope="row">{t(`${P}.next`)}</th>
              {items.map((each) => (
                <td key={each.id}>
                  {each.allowed_actions.includes('offer-acceptance') ? (
                    <Button
                      onClick={() => setAccepting(each)}
                      aria-label={t(`${P}.acceptThis`, { bank: each.lender.name })}
                    >
                      {t('lending_enterprise.loan.offer.accept')}
                    </Button>
                  ) : (
                    <Link
                      to={`/e/loans/${each.id}`}
                      aria-label={t(`${P}.open`, { bank: each.lender.name })}
                    >
                      {t('lending_enterprise.list.open')}
                    </Link>
                  )}
                </td>
              ))}
            </tr>
          </tbody>
        </table>
      </div>
      {accepting && (
        <AcceptModal application={accepting} open onClose={() => setAccepting(null)} />
      )}
    </Panel>
  )
}
