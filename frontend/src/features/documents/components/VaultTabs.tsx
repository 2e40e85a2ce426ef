/** The three views of the vault, as links. */
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useBase } from '../queries'

const VIEWS = [['documents', ''], ['consents', '/consents'], ['reads', '/reads']] as const

export default function VaultTabs({ here }: { here: (typeof VIEWS)[number][0] }) {
  const { t } = useTranslation()
  const base = useBase()
  return (
    <nav className="vt-tabs" aria-label={t('vault.views')}>
      {VIEWS.map(([view, path]) => (
        <Link key={view} to={base + path} aria-current={view === here ? 'page' : undefined}>{t(`vault.view.${view}`)}</Link>
      ))}
    </nav>
  )
}
