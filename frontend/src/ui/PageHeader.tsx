/** The page's title, in the browser's tab too, with its mark, where it stands, and its one primary action. */
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useTitle } from '../lib/useTitle'

export interface Crumb {
  label: ReactNode
  to?: string
}

interface Props {
  title: string
  /** A state beside the title. */
  mark?: ReactNode
  sub?: ReactNode
  crumbs?: Crumb[]
  extra?: ReactNode
}

export default function PageHeader({ title, mark, sub, crumbs = [], extra }: Props) {
  const { t } = useTranslation()
  useTitle(title)
  return (
    <header className="zr-page-head">
      {crumbs.length > 0 && (
        <nav aria-label={t('common.breadcrumb')}>
          <ol className="zr-crumbs">
            {crumbs.map((crumb, place) => (
              <li key={place}>{crumb.to ? <Link to={crumb.to}>{crumb.label}</Link> : crumb.label}</li>
            ))}
          </ol>
        </nav>
      )}
      <div className="zr-page-line">
        <div>
          <h1>{title}{mark && <> {mark}</>}</h1>
          {sub && <p className="zr-sub">{sub}</p>}
        </div>
        {extra && <div className="zr-page-extra">{extra}</div>}
      </div>
    </header>
  )
}
