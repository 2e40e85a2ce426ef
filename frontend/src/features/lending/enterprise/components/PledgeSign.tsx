import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import Mark from '../../../../ui/Mark'
import StaleDecision from '../../../../ui/StaleDecision'
import { formatDateTime } from '../../../../lib/dates'
import { usePledgeAct } from '../actions'
import { grouped, type Pledge, type PledgePreflight } from '../model'

const P = 'lending_enterprise.pledge.sign'

interface Props {
  pledge: Pledge
  preflight: PledgePreflight | undefined
  maySign: boolean
}

/** The platform's confirmation over the hash of the terms, with the password again. */
export default function PledgeSign({ pledge, preflight, maySign }: Props) {
  const { t } = useTranslation()
  const [password, setPassword] = useState('')
  const [problem, setProblem] = useState<string[]>([])
  // What was on the screen when the password was begun: terms that change meanwhile are not signed unread.
  const [read, setRead] = useState<string | null>(null)
  const sign = usePledgeAct(pledge.id, 'signature')
  const signatures = pledge.signatures.filter((each) => each.purpose === 'terms')
  const hasSigned = signatures.some((each) => each.party === 'firm' && each.valid)

  const openThings = (): string[] => {
    if (preflight === undefined) return []
    const lacking = preflight.papers.filter((paper) => paper.missing.length > 0)
    return [
      ...preflight.missing_terms.map((term) => `${term} ${t(`lending_enterprise.pledge.terms.${term}`)}`),
      ...lacking.map(
        (paper) => `${paper.paper} ${t(`lending_enterprise.pledge.preflight.paper.${paper.paper}`)}`,
      ),
      ...preflight.preflight.blocking.map(
        (ground) =>
          `${t('lending_enterprise.pledge.preflight.groundNo', { n: ground })} ${t(`lending_enterprise.pledge.preflight.ground.${ground}`)}`,
      ),
    ]
  }
  const submit = () => {
    const open = openThings()
    if (open.length > 0) return setProblem(open)
    if (password === '') return setProblem([t(`${P}.need`)])
    setProblem([])
    sign.mutate(
      { password, terms_hash: read ?? pledge.terms_hash ?? '' },
      { onSettled: () => setPassword('') },
    )
  }

  return (
    <section aria-labelledby={`sign-${pledge.id}`}>
      <h3 id={`sign-${pledge.id}`} className="le-sub">
        {t(`${P}.title`)}
      </h3>
      <p className="le-legal">{t(`${P}.legal`)}</p>
      <ul className="le-signatures">
        {(['firm', 'bank'] as const).map((party) => {
          const last = signatures.filter((each) => each.party === party).at(-1)
          return (
            <li key={party}>
              <strong>{t(`${P}.${party}`)}</strong>{' '}
              {last ? (
                <>
                  <Mark tone={last.valid ? 'success' : 'warning'}>
                    {t(last.valid ? `${P}.valid` : `${P}.void`)}
                  </Mark>
                  <span className="muted">
                    {t(`${P}.who`, {
                      name: last.person_name,
                      org: last.organisation_name,
                      at: formatDateTime(last.signed_at),
                    })}
                  </span>
                </>
              ) : (
                <Mark tone="neutral">{t(`${P}.waiting`)}</Mark>
              )}
            </li>
          )
        })}
      </ul>
      {pledge.terms_hash && (
        <div className="le-hash-box">
          <span className="muted">{t(`${P}.hash`)}</span>
          <code className="le-hash">{grouped(pledge.terms_hash)}</code>
        </div>
      )}
      {maySign && !hasSigned && pledge.terms_hash && (
        <form
          className="le-sign"
          onSubmit={(event) => {
            event.preventDefault()
            submit()
          }}
        >
          <label htmlFor={`password-${pledge.id}`}>{t(`${P}.password`)}</label>
          <Input.Password
            id={`password-${pledge.id}`}
            autoComplete="current-password"
            value={password}
            onChange={(event) => {
              if (password === '') setRead(pledge.terms_hash)
              setPassword(event.target.value)
              setProblem([])
            }}
          />
          {problem.length > 0 && (
            <div role="alert" className="field-error">
              {problem.length === 1 && problem[0] === t(`${P}.need`) ? (
                problem[0]
              ) : (
                <>
                  {t(`${P}.open`)}
                  <ul>
                    {problem.map((each) => (
                      <li key={each}>{each}</li>
                    ))}
                  </ul>
                </>
              )}
            </div>
          )}
          <StaleDecision error={sign.error} onTake={sign.reset} />
          <Button type="primary" htmlType="submit" loading={sign.isPending}>
            {t(`${P}.submit`)}
          </Button>
        </form>
      )}
      {!maySign && !hasSigned && pledge.state === 'draft' && (
        <p className="muted">{t(`${P}.noRight`)}</p>
      )}
    </section>
  )
}
