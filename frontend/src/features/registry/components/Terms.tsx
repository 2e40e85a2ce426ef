/** The contract's terms M1 to M5 as they stand, and the way to change them. */
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { creditCode, patentNumber } from '../../../lib/patentNumber'
import { useMoney } from '../../../lib/useMoney'
import Mark from '../../../ui/Mark'
import type { Pledge } from '../model'
import { TermsForm } from './TermsForm'

export const OPTIONAL = ['annual_fees', 'disposal', 'invalidation', 'technical_files', 'twin_invention'] as const

export function Terms({ pledge }: { pledge: Pledge }) {
  const { t } = useTranslation()
  const [editing, setEditing] = useState(false)
  if (editing) return <TermsForm pledge={pledge} onClose={() => setEditing(false)} />
  return (
    <section>
      <div style={{ display: 'flex', gap: 12, alignItems: 'center', flexWrap: 'wrap' }}>
        <h2 style={{ fontSize: 16, margin: 0 }}>{t('registry.terms.title')}</h2>
        <span className="zp-small">{t('registry.terms.version', { n: pledge.terms_version })}</span>
        {pledge.allowed_actions.includes('terms') && (
          <Button style={{ marginLeft: 'auto' }} onClick={() => setEditing(true)}>{t('registry.terms.edit')}</Button>
        )}
      </div>
      <Stated pledge={pledge} />
    </section>
  )
}

function Term({ name, there, children }: { name: 'm1' | 'm2' | 'm3' | 'm4' | 'm5'; there: boolean | null; children: ReactNode }) {
  const { t } = useTranslation()
  return (
    <div className="zp-term">
      <h3>
        {name.toUpperCase()} {t(`registry.terms.${name}`)}{' '}
        {there !== null && <Mark tone={there ? 'success' : 'warning'}>{t(there ? 'registry.terms.complete' : 'registry.terms.missing')}</Mark>}
      </h3>
      {children}
    </div>
  )
}

function Stated({ pledge }: { pledge: Pledge }) {
  const { t } = useTranslation()
  const money = useMoney()
  const { terms, parties } = pledge
  const unset = t('registry.terms.unset')
  /** Nobody asked for the terms of what was registered elsewhere. */
  const stands = (said: boolean) => said || (pledge.made_elsewhere ? null : false)
  const optional = OPTIONAL.filter((name) => terms.optional[name])
  return (
    <>
      <Term name="m1" there={stands(terms.m1)}>
        <dl className="zp-dl">
          <dt>{t('registry.page.pledgor')}</dt>
          <dd>{parties.pledgor.name}<span className="zp-small zp-block">{parties.pledgor.code && creditCode(parties.pledgor.code)} · {terms.pledgor_address ?? unset}</span></dd>
          <dt>{t('registry.page.pledgee')}</dt>
          <dd>{parties.pledgee.name}<span className="zp-small zp-block">{parties.pledgee.code && creditCode(parties.pledgee.code)} · {terms.pledgee_address ?? unset}</span></dd>
        </dl>
      </Term>
      <Term name="m2" there={stands(terms.m2)}>
        <dl className="zp-dl">
          <dt>{t('registry.terms.claim_kind')}</dt><dd>{terms.claim_kind ? t(`registry.terms.claim.${terms.claim_kind}`) : unset}</dd>
          <dt>{t('registry.page.secured')}</dt><dd><strong>{money(terms.secured_fen)}</strong></dd>
          <dt>{t('registry.terms.loan_reference')}</dt><dd>{terms.loan_reference || unset}</dd>
        </dl>
      </Term>
      <Term name="m3" there={stands(terms.m3)}>{terms.performance_from ?? unset} – {terms.performance_to ?? unset}</Term>
      <Term name="m4" there={stands(terms.m4)}>
        <ul className="zp-list">
          {terms.listed.map((row) => (
            <li key={row.right_id}>
              <span className="zp-nowrap">{row.number ? patentNumber(row.number) : unset}</span> {row.title ?? unset}
              <span className="zp-small zp-block">
                {t('registry.terms.filing_on')} {row.filing_on ?? unset} · {t('registry.page.col.granted')} {row.granted_on ?? unset} · {t(row.complete ? 'registry.terms.listed_complete' : 'registry.terms.listed_missing')}
              </span>
            </li>
          ))}
        </ul>
      </Term>
      <Term name="m5" there={stands(terms.m5)}>{terms.scope ?? unset}</Term>
      {optional.length > 0 && (
        <div className="zp-term">
          <h3>{t('registry.terms.optional')}</h3>
          <dl className="zp-dl">{optional.map((name) => [<dt key={name}>{t(`registry.terms.${name}`)}</dt>, <dd key={`${name}-value`}>{terms.optional[name]}</dd>])}</dl>
        </div>
      )}
      {terms.agent && (
        <div className="zp-term">
          <h3>{t('registry.terms.agent_of')}</h3>
          <dl className="zp-dl">
            <dt>{t('registry.terms.agency')}</dt><dd>{terms.agent} {terms.attorney?.agency_code}</dd>
            {terms.attorney && (
              <>
                <dt>{t('registry.terms.attorney.person')}</dt><dd>{terms.attorney.person}</dd>
                <dt>{t('registry.terms.attorney.matters')}</dt><dd>{terms.attorney.matters.map((each) => <span key={each} className="zp-block">{each}</span>)}</dd>
                <dt>{t('registry.terms.attorney.valid_until')}</dt><dd>{terms.attorney.valid_until}</dd>
              </>
            )}
          </dl>
        </div>
      )}
      {pledge.terms_hash && <div className="zp-term"><h3>{t('registry.terms.hash')}</h3><code className="zp-hash">{pledge.terms_hash}</code></div>}
    </>
  )
}
