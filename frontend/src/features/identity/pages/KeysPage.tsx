/** The API keys of the reader's organisation: made, listed without their tokens, revoked. */
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDateTime } from '../../../lib/dates'
import { useMay, useMe } from '../../../lib/permissions'
import { useListState } from '../../../lib/useListState'
import ConfirmAction from '../../../ui/ConfirmAction'
import Listing from '../../../ui/Listing'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import StatusTag from '../../../ui/StatusTag'
import KeyForm from '../components/KeyForm'
import KeyShown from '../components/KeyShown'
import { scopeKey } from '../scopes'
import { type ApiKey, useApiKeys, useKeyActions } from '../queries'
import '../identity.css'

const NONE = {}

export default function KeysPage() {
  const { t } = useTranslation()
  const me = useMe()
  const mayManage = useMay('manage_members')
  const { state } = useListState(NONE)
  const asked = useApiKeys(state.cursor)
  const { revoke } = useKeyActions()
  const [making, setMaking] = useState(false)
  const [token, setToken] = useState<string | null>(null)
  const scopes = (key: ApiKey) => key.scopes.map((scope) => t(scopeKey(scope))).join(t('identity.people.comma'))
  const made = (key: ApiKey) => t('identity.keys.by', { at: formatDateTime(key.created_at), name: key.created_by_name })
  const used = (key: ApiKey) => key.last_used_at
    ? t('identity.keys.usedFrom', { at: formatDateTime(key.last_used_at), address: key.last_address }) : t('identity.keys.never')
  const ended = (key: ApiKey) => key.revoked_at
    ? t('identity.keys.revokedBy', { at: formatDateTime(key.revoked_at), name: key.revoked_by_name }) : formatDateTime(key.expires_at)
  const verb = (key: ApiKey) => key.allowed_actions.includes('revocation') && (
    <ConfirmAction label={t('identity.keys.revoke')} title={t('identity.keys.revokeOf', { name: key.name })} text={t('identity.keys.revokeText')}
      button={{ size: 'small', danger: true, 'aria-label': t('identity.keys.revokeOf', { name: key.name }) }} run={() => revoke(key.id)} />
  )
  const name = (key: ApiKey) => <><strong>{key.name}</strong><div><code>{key.prefix}…</code></div></>
  const make = <Button type="primary" onClick={() => setMaking(true)}>{t('identity.keys.make')}</Button>
  return (
    <>
      <PageHeader title={t('identity.keys.title')} sub={t('identity.keys.sub', { name: me.organisation.name })} extra={mayManage && make} />
      {token && <Panel title={t('identity.keys.tokenTitle')}><KeyShown token={token} done={() => setToken(null)} /></Panel>}
      <Panel flush>
        <Listing<ApiKey> asked={asked} keyOf={(key) => key.id} narrowAt={1100}
          empty={{ title: t('identity.keys.empty'), text: t('identity.keys.emptyText'), action: mayManage && make }}
          card={(key) => (
            <>
              <div className="zr-setting"><span>{name(key)}</span><StatusTag subject="api_key" state={key.state} /></div>
              <span>{scopes(key)}</span>
              <span className="zr-sub">{t('identity.keys.made')} {made(key)}</span>
              <span className="zr-sub">{t('identity.keys.ends')} {ended(key)}</span>
              <span className="zr-sub">{t('identity.keys.used')} {used(key)}</span>
              {verb(key)}
            </>
          )}
          columns={[
            { key: 'name', title: t('identity.keys.key'), render: (_, key) => name(key) },
            { key: 'state', title: t('identity.keys.state'), render: (_, key) => <StatusTag subject="api_key" state={key.state} /> },
            { key: 'scopes', title: t('identity.keys.scopes'), render: (_, key) => scopes(key) },
            { key: 'made', title: t('identity.keys.made'), render: (_, key) => made(key) },
            { key: 'ends', title: t('identity.keys.ends'), render: (_, key) => ended(key) },
            { key: 'used', title: t('identity.keys.used'), render: (_, key) => used(key) },
            { key: 'verb', title: t('identity.keys.actions'), render: (_, key) => verb(key) },
          ]} />
      </Panel>
      {making && <KeyForm close={() => setMaking(false)} made={setToken} />}
    </>
  )
}
