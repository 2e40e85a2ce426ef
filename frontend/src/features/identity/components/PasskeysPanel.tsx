/** The reader's passkeys: registered, renamed, removed. */
import { App, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { hasPasskeys } from '../../../api/passkeys'
import { formatDateTime } from '../../../lib/dates'
import ConfirmAction from '../../../ui/ConfirmAction'
import Listing from '../../../ui/Listing'
import Mark from '../../../ui/Mark'
import Panel from '../../../ui/Panel'
import { type Passkey, usePasskeyActions, usePasskeys, useSecondFactor } from '../queries'
import PasskeyForm from './PasskeyForm'
import RecoveryCodes from './RecoveryCodes'

export default function PasskeysPanel() {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const asked = usePasskeys()
  const factor = useSecondFactor()
  const actions = usePasskeyActions()
  const [adding, setAdding] = useState(false)
  const [codes, setCodes] = useState<string[] | null>(null)
  const origin = factor.data?.passkey_origin
  const why = origin === null ? t('identity.passkeys.noAddress')
    : origin !== undefined && origin !== location.origin ? t('identity.passkeys.elsewhere', { origin })
      : hasPasskeys() ? null : t('identity.passkeys.noBrowser')
  const used = (row: Passkey) => row.last_used_at ? formatDateTime(row.last_used_at) : t('identity.passkeys.never')
  const state = (row: Passkey) => row.suspected_at
    ? <Mark tone="danger">{t('identity.passkeys.suspected')}</Mark>
    : <Mark tone="success">{t(row.synced ? 'identity.passkeys.synced' : 'identity.passkeys.bound')}</Mark>
  const verbs = (row: Passkey) => (
    <span className="zr-person-actions">
      <ConfirmAction label={t('identity.passkeys.rename')} title={t('identity.passkeys.renameOf', { name: row.name })} asks="line" asksFor={t('identity.passkeys.name')}
        button={{ size: 'small', 'aria-label': t('identity.passkeys.renameOf', { name: row.name }) }} run={(name) => actions.rename(row.id, name)} />
      <ConfirmAction label={t('identity.passkeys.remove')} title={t('identity.passkeys.removeOf', { name: row.name })}
        text={t(asked.data?.items.length === 1 && !factor.data?.confirmed_at ? 'identity.passkeys.removeLast' : 'identity.passkeys.removeText')} asks="password"
        button={{ size: 'small', danger: true, 'aria-label': t('identity.passkeys.removeOf', { name: row.name }) }}
        run={(password) => actions.remove(row.id, password)} onDone={() => void message.success(t('identity.passkeys.removed'))} />
    </span>
  )
  const add = !why && <Button type="primary" onClick={() => setAdding(true)}>{t('identity.passkeys.add')}</Button>
  return (
    <Panel title={t('identity.passkeys.title')} sub={t('identity.passkeys.sub')} extra={asked.data && asked.data.items.length > 0 && !codes && add}>
      {why && <p>{why}</p>}
      {codes && <RecoveryCodes codes={codes} done={() => setCodes(null)} />}
      {!codes && (
        <Listing<Passkey> asked={asked} keyOf={(row) => row.id} rows={2} paged={false}
          empty={{ title: t('identity.passkeys.empty'), text: t('identity.passkeys.emptyText'), action: add }}
          card={(row) => (
            <>
              <div className="zr-setting"><strong>{row.name}</strong>{state(row)}</div>
              <span className="zr-sub">{t('identity.passkeys.made')} <span className="num">{formatDateTime(row.created_at)}</span></span>
              <span className="zr-sub">{t('identity.passkeys.used')} <span className="num">{used(row)}</span></span>
              {verbs(row)}
            </>
          )}
          columns={[
            { key: 'name', title: t('identity.passkeys.name'), render: (_, row) => <strong>{row.name}</strong> },
            { key: 'state', title: t('identity.passkeys.state'), render: (_, row) => state(row) },
            { key: 'made', title: t('identity.passkeys.made'), render: (_, row) => <span className="num">{formatDateTime(row.created_at)}</span> },
            { key: 'used', title: t('identity.passkeys.used'), render: (_, row) => <span className="num">{used(row)}</span> },
            { key: 'verbs', title: t('identity.passkeys.verbs'), render: (_, row) => verbs(row) },
          ]} />
      )}
      {adding && (
        <PasskeyForm close={() => setAdding(false)} made={(fresh) => {
          if (fresh.length > 0) setCodes(fresh)
          void message.success(t('identity.passkeys.added'))
        }} />
      )}
    </Panel>
  )
}
