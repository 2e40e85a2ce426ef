/** The pages that share an entry of the navigation, as links above the page. */
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import type { Page } from './places'

export default function SiblingTabs({ pages, here }: { pages: readonly Page[]; here: string }) {
  const { t } = useTranslation()
  if (pages.length === 0) return null
  return (
    <nav className="zr-siblings" aria-label={t('nav.siblings')}>
      {pages.map(({ to, key }) => <Link key={to} to={to} aria-current={to === here ? 'page' : undefined}>{t(`nav.${key}`)}</Link>)}
    </nav>
  )
}
