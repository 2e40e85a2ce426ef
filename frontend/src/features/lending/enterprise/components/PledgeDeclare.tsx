import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import FormProblem from '../../../../ui/FormProblem'
import { usePledgeAct } from '../actions'
import type { Pledge } from '../model'

const P = 'lending_enterprise.pledge'

/** CNIPA has warned of ground 10 or 11: both parties may declare to go on. */
export default function PledgeDeclare({ pledge, mayDeclare }: { pledge: Pledge; mayDeclare: boolean }) {
  const { t } = useTranslation()
  const [password, setPassword] = useState('')
  const [missing, setMissing] = useState(false)
  const declare = usePledgeAct(pledge.id, 'declaration')
  const { warning } = pledge
  if (warning === null) return null
  const hasDeclared = pledge.signatures.some(
    (each) => each.purpose === 'declaration' && each.party === 'firm' && each.valid,
  )
  const submit = () => {
    if (password === '') return setMissing(true)
    declare.mutate(
      { password, declaration_hash: warning.declaration_hash },
      { onSettled: () => setPassword('') },
    )
  }
  return (
    <section className="le-returned" aria-labelledby={`declare-${pledge.id}`}>
      <h3 id={`declare-${pledge.id}`} className="le-sub">
        {t(`${P}.declare.title`)}
      </h3>
      <p className="le-legal">{t(`${P}.sign.legal`)}</p>
      {hasDeclared && <p role="status">{t(`${P}.declare.waits`)}</p>}
      {mayDeclare && !hasDeclared && (
        <form
          className="le-sign"
          onSubmit={(event) => {
            event.preventDefault()
            submit()
          }}
        >
          <label htmlFor={`declare-password-${pledge.id}`}>{t(`${P}.sign.password`)}</label>
          <Input.Password
            id={`declare-password-${pledge.id}`}
            autoComplete="current-password"
            value={password}
            onChange={(event) => {
              setPassword(event.target.value)
              setMissing(false)
            }}
          />
          {missing && (
            <div role="alert" className="field-error">
              {t(`${P}.sign.need`)}
            </div>
          )}
          {declare.isError && <FormProblem error={declare.error} />}
          <Button type="primary" htmlType="submit" loading={declare.isPending}>
            {t(`${P}.declare.submit`)}
          </Button>
        </form>
      )}
    </section>
  )
}
