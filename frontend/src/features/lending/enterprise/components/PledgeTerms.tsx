import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import Mark from '../../../../ui/Mark'
import Money from '../../../../ui/Money'
import type { Pledge } from '../model'

const P = 'lending_enterprise.pledge.terms'

/** M1 to M5 as the contract states them, and which of them is still open. */
export default function PledgeTerms({ pledge }: { pledge: Pledge }) {
  const { t } = useTranslation()
  const { terms, parties } = pledge
  const party = (kind: 'pledgor' | 'pledgee', address: string | null) => (
    <div key={kind}>
      <span className="muted">{t(`${P}.${kind}`)}</span> {parties[kind].name}
      <div className="muted">{address ?? parties[kind].address ?? '—'}</div>
    </div>
  )
  const rows: { key: 'M1' | 'M2' | 'M3' | 'M4' | 'M5'; ok: boolean; value: ReactNode }[] = [
    {
      key: 'M1',
      ok: terms.m1,
      value: (
        <>
          {party('pledgor', terms.pledgor_address)}
          {party('pledgee', terms.pledgee_address)}
        </>
      ),
    },
    {
      key: 'M2',
      ok: terms.m2,
      value:
        terms.secured_fen === null ? null : (
          <span className="num">
            {terms.claim_kind && t(`${P}.claim.${terms.claim_kind}`)}{' '}
            <strong>
              <Money fen={terms.secured_fen} exact />
            </strong>
          </span>
        ),
    },
    {
      key: 'M3',
      ok: terms.m3,
      value:
        terms.performance_from && terms.performance_to ? (
          <span className="num">
            {t(`${P}.period`, { from: terms.performance_from, to: terms.performance_to })}
          </span>
        ) : null,
    },
    {
      key: 'M4',
      ok: terms.m4,
      value: (
        <ul className="le-plain">
          {pledge.rights.map((right) => (
            <li key={right.id}>
              <span className="num nowrap">{right.label}</span> {right.title}
              <div className="muted num">
                {t(`${P}.filed`, { a: right.filing_on ?? '—', b: right.granted_on ?? '—' })}
              </div>
            </li>
          ))}
        </ul>
      ),
    },
    {
      key: 'M5',
      ok: terms.m5,
      value: terms.scope ? <span className="le-prose">{terms.scope}</span> : null,
    },
  ]
  const optional = Object.entries(terms.optional).filter(([, text]) => text !== '')
  return (
    <section aria-labelledby={`terms-${pledge.id}`}>
      <h3 id={`terms-${pledge.id}`} className="le-sub">
        {t(`${P}.title`)} <small>{t(`${P}.version`, { n: pledge.terms_version })}</small>
      </h3>
      <dl className="le-terms">
        {rows.map((row) => (
          <div key={row.key}>
            <dt>
              <span className="le-m">{row.key}</span> {t(`${P}.${row.key}`)}{' '}
              <Mark tone={row.ok ? 'success' : 'warning'}>
                {t(row.ok ? `${P}.ok` : `${P}.missing`)}
              </Mark>
            </dt>
            <dd>{row.value ?? <span className="muted">—</span>}</dd>
          </div>
        ))}
        {optional.map(([name, text]) => (
          <div key={name}>
            <dt>{t(`${P}.opt.${name}`, { defaultValue: name })}</dt>
            <dd className="le-prose">{text}</dd>
          </div>
        ))}
      </dl>
    </section>
  )
}
