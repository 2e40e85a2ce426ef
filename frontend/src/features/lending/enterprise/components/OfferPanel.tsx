import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import Money from '../../../../ui/Money'
import Panel from '../../../../ui/Panel'
import Mark from '../../../../ui/Mark'
import { daysUntil } from '../../../../lib/dates'
import { formatBp, yuanText } from '../../../../lib/fen'
import { conditionsOf } from '../../../../ui/cover/conditions'
import { costOf, type Application } from '../model'
import AcceptModal from './AcceptModal'
import DeclineModal from './DeclineModal'

const P = 'lending_enterprise.loan.offer'
const TONE: Record<string, 'success' | 'info' | 'danger'> = { open: 'info', accepted: 'success', retracted: 'danger' }

/** The bank's offer with the working of its cost; accept and decline each ask once more. */
export default function OfferPanel({ application }: { application: Application }) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState<'accept' | 'decline' | null>(null)
  const offer = application.offer
  if (offer === null) return null
  const { items, allInBp } = costOf(offer)
  const conditions = conditionsOf(offer, t)
  const may = (action: string) => application.allowed_actions.includes(action)
  const less = application.amount_fen - offer.amount_fen
  return (
    <Panel
      title={t(`${P}.title`)}
      sub={application.lender.name}
      extra={<Mark tone={TONE[offer.state] ?? 'neutral'}>{t(`${P}.state.${offer.state}`)}</Mark>}
    >
      <dl className="le-offer">
        <div>
          <dt>{t(`${P}.amount`)}</dt>
          <dd className="le-offer-big num">
            <Money fen={offer.amount_fen} />
          </dd>
          <dd className="muted num">
            {less > 0 ? (
              <>
                {t(`${P}.less`)} <Money fen={less} />
              </>
            ) : (
              t(`${P}.full`)
            )}
          </dd>
        </div>
        <div>
          <dt>{t(`${P}.cost`)}</dt>
          <dd className="le-offer-big num">
            <Money fen={offer.yearly_cost_fen} exact />
          </dd>
          <dd className="muted num">
            {items.map((item, at) => (
              <span key={item.code} className="nowrap">
                {at > 0 && ' + '}
                {t(`lending_enterprise.fee.${item.code}`, {
                  defaultValue: t('lending_enterprise.fee.other'),
                })}{' '}
                {yuanText(item.amount_fen)}
              </span>
            ))}
            {allInBp !== null && ` · ${t(`${P}.allIn`, { v: formatBp(allInBp) })}`}
          </dd>
        </div>
        <div>
          <dt>{t(`${P}.rate`)}</dt>
          <dd className="num">{formatBp(offer.rate_bp)}</dd>
        </div>
        <div>
          <dt>{t(`${P}.term`)}</dt>
          <dd className="num">{t('lending_enterprise.months', { n: offer.term_months })}</dd>
        </div>
        <div>
          <dt>{t(`${P}.valid`)}</dt>
          <dd className="num">
            {offer.state === 'open'
              ? t(`${P}.validDays`, {
                  date: offer.valid_until,
                  n: Math.max(daysUntil(offer.valid_until), 0),
                })
              : offer.valid_until}
          </dd>
        </div>
      </dl>
      <h3 className="le-sub">{t(`${P}.conditions`)}</h3>
      {conditions.length === 0 ? (
        <p className="muted">{t(`${P}.noConditions`)}</p>
      ) : (
        <ul className="le-conditions">
          {conditions.map((condition) => (
            <li key={condition}>{condition}</li>
          ))}
        </ul>
      )}
      {(may('offer-acceptance') || may('offer-decline')) && (
        <div className="le-do">
          {may('offer-acceptance') && (
            <Button type="primary" onClick={() => setAsking('accept')}>
              {t(`${P}.accept`)}
            </Button>
          )}
          {may('offer-decline') && (
            <Button onClick={() => setAsking('decline')}>{t(`${P}.decline`)}</Button>
          )}
        </div>
      )}
      <AcceptModal
        application={application}
        open={asking === 'accept'}
        onClose={() => setAsking(null)}
      />
      <DeclineModal
        application={application}
        open={asking === 'decline'}
        onClose={() => setAsking(null)}
      />
    </Panel>
  )
}
