import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import ListExportButton from '../../../ui/ListExportButton'
import Mark from '../../../ui/Mark'
import Panel from '../../../ui/Panel'
import Unread from '../../../ui/Unread'
import { formatDateTime } from '../../../lib/dates'
import { useImports } from '../queries'

const TONE = { done: 'success', failed: 'danger', running: 'info', queued: 'neutral', mapping_needed: 'warning' } as const

export default function EarlierImports({ onOpen }: { onOpen: (runId: string) => void }) {
  const { t } = useTranslation()
  const imports = useImports()
  const items = imports.data?.items ?? []
  if (imports.isLoadingError) return <Unread of={[imports]} />
  if (items.length === 0) return null
  return (
    <Panel flush title={t('portfolio.import.earlier')} extra={<ListExportButton list="portfolio_imports" />}>
      <ul className="pf-lines">
        {items.map((run) => (
          <li key={run.id}>
            <Button type="link" onClick={() => onOpen(run.id)}>
              {run.file_name ?? t('portfolio.import.strip.pasted')}
            </Button>
            <span className="muted num nowrap">{formatDateTime(run.created_at)}</span>
            <span className="num">
              {t('portfolio.import.strip.title', {
                total: run.rows_total,
                accepted: run.rows_accepted + run.rows_updated,
              })}
            </span>
            <Mark tone={TONE[run.state as keyof typeof TONE] ?? 'neutral'}>
              {t(`portfolio.import.state.${run.state}`)}
            </Mark>
          </li>
        ))}
      </ul>
    </Panel>
  )
}
