/** Both parties' confirmation of exactly these terms; after a warning, both declarations. */
import { CheckCircleFilled, ClockCircleOutlined, StopOutlined } from '@ant-design/icons'
import { Button, Input, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDateTime } from '../../../lib/dates'
import Panel from '../../../ui/Panel'
import StaleDecision from '../../../ui/StaleDecision'
import { type Pledge, type PledgePreflight, signedBy } from '../model'
import { type Done, useAct } from '../queries'

export function Signatures({ pledge, preflight }: { pledge: Pledge; preflight: PledgePreflight | undefined }) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState<'terms' | 'declaration' | null>(null)
  const declare = preflight?.preflight.to_declare ?? []
  const maySign = pledge.allowed_actions.includes('signature') && signedBy(pledge, 'terms', 'bank')?.valid !== true
  const mayDeclare = pledge.allowed_actions.includes('declaration') && signedBy(pledge, 'declaration', 'bank')?.valid !== true
  return (
    <Panel title={t('registry.sign.title')} sub={t('registry.terms.version', { n: pledge.terms_version })}>
      <p className="zp-small">{t('registry.sign.caveat')}</p>
      <ul className="zp-list"><Party pledge={pledge} purpose="terms" party="firm" /><Party pledge={pledge} purpose="terms" party="bank" /></ul>
      {declare.length > 0 && <p className="zp-small">{t('registry.sign.to_declare', { grounds: declare.join(t('common.sep')) })}</p>}
      {maySign && <Button type="primary" block onClick={() => setAsking('terms')}>{t('registry.sign.open')}</Button>}
      {pledge.warning !== null && (
        <section style={{ marginTop: 16 }}>
          <strong>{t('registry.sign.declaration_title')}</strong>
          <p className="zp-small">{t('registry.sign.declaration_text', { grounds: pledge.warning.grounds.join(t('common.sep')) })}</p>
          <ul className="zp-list"><Party pledge={pledge} purpose="declaration" party="firm" /><Party pledge={pledge} purpose="declaration" party="bank" /></ul>
          {mayDeclare && <Button type="primary" block onClick={() => setAsking('declaration')}>{t('registry.sign.declaration_open')}</Button>}
        </section>
      )}
      {asking && <SignDialog pledge={pledge} purpose={asking} onClose={() => setAsking(null)} />}
    </Panel>
  )
}

function Party({ pledge, purpose, party }: { pledge: Pledge; purpose: 'terms' | 'declaration'; party: 'firm' | 'bank' }) {
  const { t } = useTranslation()
  const signed = signedBy(pledge, purpose, party)
  const facts = { name: signed?.person_name, at: formatDateTime(signed?.signed_at), n: signed?.terms_version }
  return (
    <li>
      {signed?.valid ? <CheckCircleFilled style={{ color: '#1b7a3d' }} aria-hidden /> : signed ? <StopOutlined aria-hidden /> : <ClockCircleOutlined aria-hidden />}{' '}
      {t(`registry.sign.${party}`)}
      <span className="zp-small zp-block">
        {signed === undefined ? t('registry.sign.waiting') : t(signed.valid ? 'registry.sign.done' : 'registry.sign.void', facts)}
      </span>
    </li>
  )
}

/** The password again, over the hash of what was read. */
function SignDialog({ pledge, purpose, onClose }: { pledge: Pledge; purpose: 'terms' | 'declaration'; onClose: () => void }) {
  const { t } = useTranslation()
  const act = useAct(pledge.id)
  const [password, setPassword] = useState('')
  const [missing, setMissing] = useState(false)
  // What was on screen when the dialog opened: terms that change meanwhile are refused by the server.
  const present = purpose === 'terms' ? (pledge.terms_hash ?? '') : (pledge.warning?.declaration_hash ?? '')
  const [hash, setHash] = useState(present)
  const take = () => {
    act.reset()
    setHash(present)
  }
  const send = () => {
    if (password === '') {
      setMissing(true)
      return
    }
    const done: Done = purpose === 'terms'
      ? { act: 'signature', body: { password, terms_hash: hash } }
      : { act: 'declaration', body: { password, declaration_hash: hash } }
    act.mutate(done, { onSuccess: onClose, onError: () => setPassword('') })
  }
  return (
    <Modal open title={t(purpose === 'terms' ? 'registry.sign.dialog_title' : 'registry.sign.declaration_title')} onCancel={onClose} onOk={send}
      okText={t(purpose === 'terms' ? 'registry.sign.submit' : 'registry.sign.declaration_submit')} cancelText={t('registry.sign.cancel')}
      confirmLoading={act.isPending} destroyOnHidden>
      <p>
        {purpose === 'terms'
          ? t('registry.sign.dialog_text', { n: pledge.terms_version })
          : t('registry.sign.declaration_text', { grounds: pledge.warning?.grounds.join(t('common.sep')) })}
      </p>
      <code className="zp-hash">{hash}</code>
      <p className="zp-small">{t('registry.sign.caveat')}</p>
      <form onSubmit={(event) => { event.preventDefault(); send() }}>
        <label htmlFor="sign-password">{t('registry.sign.password')}</label>
        <Input.Password id="sign-password" value={password} autoComplete="current-password" aria-invalid={missing}
          status={missing ? 'error' : undefined} onChange={(event) => { setMissing(false); setPassword(event.target.value) }} />
        {missing && <div role="alert" style={{ color: '#b42318' }}>{t('registry.sign.password_needed')}</div>}
      </form>
      <StaleDecision error={act.error} onTake={take} />
    </Modal>
  )
}
