/** Who may decide on a case, up to which amount, and why the reader may not. */
import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { useMoney } from '../../../../lib/useMoney'
import { Card } from '../../bank/components/Parts'
import type { Dossier } from '../../bank/model'

const OVER = new Set(['refused', 'closed', 'declined', 'retracted', 'expired', 'withdrawn', 'committed_elsewhere', 'accepted', 'drawable', 'drawn', 'offered'])

export default function WhoDecides({ dossier }: { dossier: Dossier }) {
  const { t } = useTranslation()
  const money = useMoney()
  const { deciding, application } = dossier
  if (OVER.has(application.state)) return null
  const mine = deciding.people.find((each) => each.obstacle === deciding.mine && deciding.mine !== null)
  const free = deciding.people.filter((each) => each.obstacle === null).map((each) => each.name)
  return (
    <Card title={t('desk.decides.title')} id="who-decides"
      extra={<span className="zb-card-sub">{t('desk.decides.of', { amount: money(deciding.amount_fen) })}</span>}>
      {deciding.mine !== null && mine !== undefined && (
        <Alert type="info" showIcon style={{ marginBottom: 12 }} title={t(`desk.decides.not_i.${deciding.mine}`)}
          description={free.length === 0 ? t('desk.decides.nobody') : t('desk.decides.who', { names: free.join(t('desk.and')) })} />
      )}
      {deciding.people.length === 0 && <p style={{ margin: 0 }}>{t('desk.decides.none')}</p>}
      <ul className="zb-people" style={{ listStyle: 'none', padding: 0, margin: 0 }}>
        {deciding.people.map((each) => (
          <li key={each.id}>
            <span className="zb-face" data-state={each.obstacle === null ? 'now' : 'ahead'} aria-hidden>{each.name.slice(0, 1)}</span>
            <span className="zb-two">
              <span><strong>{each.name}</strong> {each.limit_fen !== null && <span className="num">{t('desk.decides.upto', { amount: money(each.limit_fen) })}</span>}</span>
              <small>
                {each.obstacle === null ? t('desk.decides.may') : t(`desk.decides.why.${each.obstacle}`, { name: each.substitute ?? '' })}
                {each.stands_in_for.length > 0 && ` · ${t('desk.decides.for', { names: each.stands_in_for.join(t('desk.and')) })}`}
              </small>
            </span>
          </li>
        ))}
      </ul>
    </Card>
  )
}
