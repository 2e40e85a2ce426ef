/** The reader's authenticator and recovery codes: turned on, renewed, removed. A passkey is a second factor, too. */
import { Alert, App } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDateTime } from '../../../lib/dates'
import { useMe } from '../../../lib/permissions'
import ConfirmAction from '../../../ui/ConfirmAction'
import ErrorState from '../../../ui/ErrorState'
import Mark from '../../../ui/Mark'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import { useFactorActions, usePasskeys, useSecondFactor } from '../queries'
import RecoveryCodes from './RecoveryCodes'
import SetUpFactor, { type Begun } from './SetUpFactor'

/** From here on down the reader is told to make new recovery codes. */
const FEW = 3

export default function SecondFactorPanel() {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { second_factor: on } = useMe()
  const factor = useSecondFactor()
  const passkeys = usePasskeys()
  const actions = useFactorActions()
  const [begun, setBegun] = useState<Begun | null>(null)
  const [codes, setCodes] = useState<string[] | null>(null)
  const begin = (
    <ConfirmAction label={t(on ? 'identity.factor.add' : 'identity.factor.begin')} title={t(on ? 'identity.factor.add' : 'identity.factor.begin')} text={t('identity.factor.beginText')} asks="password" button={on ? {} : { type: 'primary' }}
      run={async (password) => setBegun(await actions.begin(password))} />
  )
  return (
    <Panel title={t('identity.factor.title')} sub={t('identity.factor.sub')} extra={<Mark tone={on ? 'success' : 'neutral'}>{t(on ? 'identity.factor.on' : 'identity.factor.off')}</Mark>}>
      {codes && <RecoveryCodes codes={codes} done={() => setCodes(null)} />}
      {!codes && begun && (
        <SetUpFactor begun={begun} giveUp={() => setBegun(null)} confirmed={(fresh) => {
          setBegun(null)
          setCodes(fresh)
          void message.success(t('identity.factor.turnedOn'))
        }} />
      )}
      {!codes && !begun && !on && (
        <div className="zr-form">
          {factor.data?.ended_at && <Alert type="warning" showIcon role="status" title={t('identity.factor.ended', { at: formatDateTime(factor.data.ended_at) })} />}
          <p>{t('identity.factor.offText')}</p>
          <div>{begin}</div>
        </div>
      )}
      {!codes && !begun && on && (
        <div className="zr-form">
          {factor.isPending && <SkeletonRows rows={2} />}
          {factor.isLoadingError && <ErrorState error={factor.error} retry={() => void factor.refetch()} />}
          {factor.data && (
            <dl className="zr-facts">
              <div><dt>{t('identity.factor.authenticator')}</dt><dd className="num">{factor.data.confirmed_at ? t('identity.factor.since', { at: formatDateTime(factor.data.confirmed_at) }) : t('identity.factor.passkeysOnly')}</dd></div>
              <div><dt>{t('identity.factor.left')}</dt><dd className="num">{t('identity.factor.leftOf', { n: factor.data.recovery_codes_left })}</dd></div>
            </dl>
          )}
          {factor.data && factor.data.recovery_codes_left <= FEW && <p><Mark tone="warning">{t('identity.factor.few')}</Mark></p>}
          <div className="zr-person-actions">
            <ConfirmAction label={t('identity.factor.renew')} title={t('identity.factor.renew')} text={t('identity.factor.renewText')} asks="password"
              run={async (password) => setCodes((await actions.renew(password)).recovery_codes)} />
            {factor.data?.confirmed_at === null && begin}
            {factor.data?.confirmed_at && <ConfirmAction label={t('identity.factor.remove')} title={t('identity.factor.remove')} text={t(passkeys.data?.items.length ? 'identity.factor.removeKeeps' : 'identity.factor.removeText')} asks="password" button={{ danger: true }}
              run={(password) => actions.remove(password)} onDone={() => void message.success(t('identity.factor.removed'))} />}
          </div>
        </div>
      )}
    </Panel>
  )
}
