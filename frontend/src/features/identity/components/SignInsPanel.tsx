/** Every attempt to sign in as the reader, and the sessions that he can end. */
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { formatDateTime } from '../../../lib/dates'
import ConfirmAction from '../../../ui/ConfirmAction'
import ListExportButton from '../../../ui/ListExportButton'
import Listing from '../../../ui/Listing'
import Mark from '../../../ui/Mark'
import Pager from '../../../ui/Pager'
import Panel from '../../../ui/Panel'
import { deviceText } from '../device'
import { type SignIn, useSessionActions, useSignIns } from '../queries'

const isIn = (row: SignIn) => row.outcome === 'signed_in' || row.outcome === 'link_taken'

export default function SignInsPanel() {
  const { t } = useTranslation()
  const [params] = useSearchParams()
  const asked = useSignIns(params.get('cursor') ?? undefined)
  const actions = useSessionActions()
  const outcome = (row: SignIn) => (
    <span>
      <Mark tone={isIn(row) ? 'success' : 'warning'}>{t(`identity.signIns.how.${row.outcome}`)}</Mark>
      {row.proof && <div className="zr-sub">{t(`identity.signIns.proof.${row.proof}`)}</div>}
    </span>
  )
  const session = (row: SignIn) => {
    if (row.current) return <strong>{t('identity.signIns.current')}</strong>
    if (row.live) return t('identity.signIns.live', { at: formatDateTime(row.seen_at) })
    return t(isIn(row) ? 'identity.signIns.over' : 'identity.signIns.none')
  }
  const device = (row: SignIn) => <span title={row.device}>{deviceText(row.device, t('identity.signIns.unknown'))}</span>
  const end = (row: SignIn) => row.allowed_actions.includes('end') && (
    <ConfirmAction label={t('identity.signIns.end')} title={t('identity.signIns.endOf', { at: formatDateTime(row.created_at) })} text={t('identity.signIns.endText')}
      button={{ size: 'small', 'aria-label': t('identity.signIns.endOf', { at: formatDateTime(row.created_at) }) }} run={() => actions.end(row.id)} />
  )
  return (
    <Panel title={t('identity.signIns.title')} sub={t('identity.signIns.sub')}
      extra={<>
        <ListExportButton list="sign_ins" />
        <ConfirmAction label={t('identity.signIns.others')} title={t('identity.signIns.others')} text={t('identity.signIns.othersText')} run={actions.endOthers} /></>}>
      <p className="zr-sub">{t('identity.signIns.strange')}</p>
      <Listing<SignIn> asked={asked} keyOf={(row) => row.id} rows={4} paged={false} empty={{ title: t('identity.signIns.empty'), text: '' }}
        card={(row) => (
          <>
            <div className="zr-setting"><span className="num">{formatDateTime(row.created_at)}</span>{outcome(row)}</div>
            <span>{device(row)} · <span className="num">{row.address}</span></span>
            <div className="zr-setting"><span className="zr-sub">{session(row)}</span>{end(row)}</div>
          </>
        )}
        columns={[
          { key: 'at', title: t('identity.signIns.at'), render: (_, row) => <span className="num">{formatDateTime(row.created_at)}</span> },
          { key: 'outcome', title: t('identity.signIns.outcome'), render: (_, row) => outcome(row) },
          { key: 'device', title: t('identity.signIns.device'), render: (_, row) => device(row) },
          { key: 'address', title: t('identity.signIns.address'), render: (_, row) => <span className="num">{row.address}</span> },
          { key: 'session', title: t('identity.signIns.state'), render: (_, row) => session(row) },
          { key: 'end', title: t('identity.signIns.actions'), render: (_, row) => end(row) },
        ]} />
      {asked.data && <Pager next={asked.data.next} total={asked.data.total} label={t('identity.signIns.title')} />}
    </Panel>
  )
}
