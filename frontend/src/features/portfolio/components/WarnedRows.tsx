import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import Panel from '../../../ui/Panel'
import type { ImportRun } from '../model'
import { useImportRows } from '../queries'

/** Rows that were taken with a note, from the closed list of notes. */
export default function WarnedRows({ run }: { run: ImportRun }) {
  const { t } = useTranslation()
  const rows = useImportRows(run.id, 'accepted', true)
  const warned = (rows.data?.pages.flatMap((page) => page.items) ?? []).filter(
    (row) => row.warnings.length > 0,
  )
  if (warned.length === 0) return null
  return (
    <Panel flush title={t('portfolio.import.warned.title')}>
      <ul className="pf-refused">
        {warned.map((row) => (
          <li key={row.line} className="pf-refused-row">
            <Link to={`/e/ip?q=${encodeURIComponent(row.key ?? '')}`} className="nowrap">
              {row.key}
            </Link>
            {row.warnings.map((code) => (
              <p key={code} className="pf-refused-why">
                {t(`portfolio.import.warned.${code}`)}
              </p>
            ))}
          </li>
        ))}
      </ul>
    </Panel>
  )
}
