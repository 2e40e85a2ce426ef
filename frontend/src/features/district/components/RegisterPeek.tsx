/** A look at one registration beside the register. */
import { useTranslation } from 'react-i18next'
import Mark from '../../../ui/Mark'
import Money from '../../../ui/Money'
import StatusTag from '../../../ui/StatusTag'
import Peek from '../../../ui/worklist/Peek'
import type { RegisterRow } from '../queries'

interface Props {
  row: RegisterRow
  href: string | undefined
  onClose: () => void
  onMove: (by: 1 | -1) => void
}

export default function RegisterPeek({ row, href, onClose, onMove }: Props) {
  const { t } = useTranslation()
  const names = (parties: readonly (string | null)[]) => parties.map((name) => name ?? t('district.person')).join(t('common.sep'))
  return (
    <Peek title={t('worklist.title')} href={href} onClose={onClose} onMove={onMove}>
      <span className="zr-sub num">{row.registered_on}</span>
      <h2 className="num">{row.number}</h2>
      <div className="zr-filters">
        <StatusTag subject="pledge" state={row.state} />
        <Mark tone={row.verified ? 'success' : 'warning'}>{t(row.verified ? 'status.stage.verified' : 'district.unverified')}</Mark>
      </div>
      <dl className="zr-facts">
        <div><dt>{t('district.amount_wan')}</dt><dd><strong><Money fen={row.secured_fen} bare /></strong></dd></div>
        <div><dt>{t('district.pledgor')}</dt><dd>{names(row.pledgors)}</dd></div>
        <div><dt>{t('district.pledgee')}</dt><dd>{names(row.pledgees)}</dd></div>
        <div><dt>{t('district.patents')}</dt><dd>{row.patents.map((patent) => <div key={patent} className="num">{patent}</div>)}</dd></div>
      </dl>
    </Peek>
  )
}
