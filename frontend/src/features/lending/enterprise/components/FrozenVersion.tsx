import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { components } from '../../../../api/schema'
import Mark from '../../../../ui/Mark'

const P = 'lending_enterprise.loan.documents'

/** Which version went with the application; a newer one in the vault changes nothing here. */
export default function FrozenVersion({ frozen }: { frozen: components['schemas']['FrozenOut'] | undefined }) {
  const { t } = useTranslation()
  if (frozen === undefined || frozen.n === null) return null
  const { newer } = frozen
  return (
    <p>
      <Mark tone="info">{t(`${P}.version`, { n: frozen.n })}</Mark>
      {newer && (
        <span className="muted">
          {' '}
          {t(`${P}.newer`, { n: newer.n })}{' '}
          {newer.document_id && <Link to={`/e/vault/${newer.document_id}`}>{t(`${P}.look`)}</Link>}
        </span>
      )}
    </p>
  )
}
