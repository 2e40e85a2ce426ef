/** What happened to a charge, in order: asked, money in, money back, cancelled. */
import { CheckCircleOutlined, CloseCircleOutlined, FileTextOutlined, RollbackOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import { formatDate } from '../../../lib/dates'
import Money from '../../../ui/Money'
import { type Told } from '../model'

const ICONS: Record<string, typeof FileTextOutlined> = {
  raised: FileTextOutlined, received: CheckCircleOutlined, refund_ordered: RollbackOutlined, refund_confirmed: RollbackOutlined,
  refund_failed: CloseCircleOutlined, refund_returned: RollbackOutlined, cancelled: CloseCircleOutlined,
}

export default function Story({ told }: { told: Told[] }) {
  const { t } = useTranslation()
  return (
    <ol className="pay-story">
      {told.map((each) => {
        const Icon = ICONS[each.what] ?? FileTextOutlined
        return (
          <li key={each.key}>
            <Icon aria-hidden />
            <div>
              <strong>{t(`pay.history.${each.what}`, { defaultValue: each.what })}</strong>
              <div className="zr-sub">
                <span className="num">{formatDate(each.at)}</span>
                {each.source && ` · ${t(`pay.source.${each.source}`)}`}
                {each.kept !== null && <> · {t('pay.history.kept')} <Money fen={each.kept} exact /></>}
              </div>
            </div>
            <Money fen={each.amount} exact />
          </li>
        )
      })}
    </ol>
  )
}
