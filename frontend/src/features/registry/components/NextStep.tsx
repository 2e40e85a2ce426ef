/** What is to be done now, by whom, what prevents it, and the acts that this person may do. */
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Application, type Pledge, type PledgePreflight, nextOf, obstacles } from '../model'
import { ActForm, DANGEROUS, FORMS, type FormName } from './ActForm'
import { DrawForm } from './DrawForm'

const BAD = new Set(['refused', 'revoked', 'mismatch'])
const WARN = new Set(['blocked', 'defect', 'warned', 'terms'])

export function NextStep({ pledge, preflight, application }: {
  pledge: Pledge
  preflight: PledgePreflight | undefined
  application: Application | undefined
}) {
  const { t } = useTranslation()
  const [form, setForm] = useState<FormName | 'drawdown' | null>(null)
  const open = preflight === undefined ? null : obstacles(preflight)
  const next = nextOf(pledge, open?.count ?? 0, application)
  const correcting = pledge.registration !== null && pledge.allowed_actions.includes('registration')
  const forms = FORMS.filter((name) => pledge.allowed_actions.includes(name))
  const may = application?.allowed_actions.includes('drawdown') === true
  const primary = may ? 'drawdown' : forms.find((name) => ['filing', 'registration', 'verification', 'change-result', 'cancellation-result'].includes(name) && !(name === 'registration' && correcting))
  const label = (name: FormName) => t(name === 'registration' && correcting ? 'registry.action.correction' : `registry.action.${name}`)
  return (
    <>
      <section className="zp-next" data-tone={BAD.has(next) ? 'bad' : WARN.has(next) ? 'warn' : 'plain'} aria-label={t('registry.page.next_title')}>
        <strong>
          {t(`registry.next.${next}`, {
            n: open?.count, date: pledge.filing?.due_on,
          })}
        </strong>
        <div className="zp-actions">
          {may && <Button type="primary" onClick={() => setForm('drawdown')}>{t('registry.action.drawdown')}</Button>}
          {forms.map((name) => (
            <Button key={name} type={name === primary ? 'primary' : 'default'} danger={DANGEROUS.includes(name)}
              onClick={() => setForm(name)}>
              {label(name)}
            </Button>
          ))}
        </div>
      </section>
      {pledge.state === 'draft' && preflight !== undefined && (open?.count ?? 0) > 0 && <Obstacles pledge={pledge} preflight={preflight} />}
      {form === 'drawdown' && application && <DrawForm pledge={pledge} application={application} onClose={() => setForm(null)} />}
      {form !== null && form !== 'drawdown' && <ActForm pledge={pledge} name={form} title={label(form)} onClose={() => setForm(null)} />}
    </>
  )
}

/** Each thing that prevents signing, named. */
function Obstacles({ pledge, preflight }: { pledge: Pledge; preflight: PledgePreflight }) {
  const { t } = useTranslation()
  const open = obstacles(preflight)
  const labels = Object.fromEntries(pledge.rights.map((right) => [right.id, right.label]))
  return (
    <details style={{ marginBottom: 16 }}>
      <summary style={{ cursor: 'pointer', padding: '4px 0' }}>{t('registry.open.title')} · {open.count}</summary>
      <ul className="zp-list">
        {open.terms.map((term) => <li key={term}>{t('registry.open.term', { term, name: t(`registry.terms.${term.toLowerCase()}`) })}</li>)}
        {open.papers.map((paper) => (
          <li key={paper.paper}>
            {t('registry.open.paper', {
              paper: paper.paper, name: t(`registry.papers.${paper.paper}`),
              missing: paper.missing.map((each) => missingWords(t, each, labels)).join(t('common.sep')),
            })}
          </li>
        ))}
        {open.grounds.map((ground) => (
          <li key={ground.ground}>
            {t('registry.open.ground', { ground: ground.ground, answer: t(`preflight.answer.${ground.answer}`), name: t(`preflight.ground.${ground.ground}`) })}
          </li>
        ))}
      </ul>
    </details>
  )
}

/** `signature_of_firm`, or `coowner_consent:<right>`. */
export function missingWords(t: (key: string, facts?: Record<string, unknown>) => string, code: string, labels: Record<string, string>) {
  const [name, right = ''] = code.split(':')
  return t(`registry.papers.missing.${name}`, { right: labels[right] ?? '' })
}
