/** Claimed, evidenced and verified, apart: only what is verified counts. */
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import Money from '../../../ui/Money'
import Panel from '../../../ui/Panel'
import StatusTag from '../../../ui/StatusTag'
import type { Target } from '../queries'

export default function Stages({ target }: { target: Target }) {
  const { t } = useTranslation()
  return (
    <Panel title={t('district.stages')} sub={t('district.stages_sub')}
      extra={<Link to="/d/verifications">{t('district.to_verifications')}</Link>}>
      <ul className="d-stages">
        {(['claimed', 'evidenced', 'verified'] as const).map((stage) => (
          <li key={stage}>
            <StatusTag subject="stage" state={stage} />
            <strong><Money fen={target[stage]?.amount_fen} /></strong>
            <span className="zr-sub">{t('district.deals_n', { n: target[stage]?.deals ?? 0 })}</span>
            <span className="zr-sub">{target.definitions[stage]}</span>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
