import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import Panel from '../../../ui/Panel'
import { sentenceFor } from '../../../api/problem'
import { whyUnread } from '../../../lib/unread'
import type { ImportRun } from '../model'

export default function ImportFailed({ run, onAgain }: { run: ImportRun; onAgain: () => void }) {
  const { t } = useTranslation()
  const why = whyUnread(run.failure_reason, t)
  return (
    <Panel title={t('portfolio.import.failed.title')} sub={run.file_name ?? undefined}>
      <div role="alert">
        {why && <p className="strong">{why}</p>}
        <p className={why ? 'muted' : undefined}>{sentenceFor(run.failure_code ?? 'internal', t)}</p>
      </div>
      <Button type="primary" onClick={onAgain}>
        {t('portfolio.import.failed.again')}
      </Button>
    </Panel>
  )
}
