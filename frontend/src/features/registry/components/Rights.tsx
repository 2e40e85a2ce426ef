/** The pledged patents as the contract lists them. */
import { useTranslation } from 'react-i18next'
import type { Pledge } from '../model'

export function Rights({ pledge }: { pledge: Pledge }) {
  const { t } = useTranslation()
  const name = t('registry.page.rights', { n: pledge.rights.length })
  return (
    <section style={{ marginTop: 16 }}>
      <h2 style={{ fontSize: 16, margin: '0 0 8px' }}>{name}</h2>
      <div className="zp-scroll" tabIndex={0} role="region" aria-label={name}>
        <table className="zp-table zr-table-cards">
          <thead>
            <tr>{(['title', 'number', 'granted', 'expires', 'patentees'] as const).map((each) => <th key={each} scope="col">{t(`registry.page.col.${each}`)}</th>)}</tr>
          </thead>
          <tbody>
            {pledge.rights.map((right) => (
              <tr key={right.id}>
                <td data-label={t('registry.page.col.title')}>{right.title}</td>
                <td data-label={t('registry.page.col.number')} className="zp-nowrap">{right.label}</td>
                <td data-label={t('registry.page.col.granted')} className="zp-nowrap">{right.granted_on ?? '—'}</td>
                <td data-label={t('registry.page.col.expires')} className="zp-nowrap">{right.expires_on ?? '—'}</td>
                <td data-label={t('registry.page.col.patentees')}>{right.patentees.join(t('common.sep'))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  )
}
