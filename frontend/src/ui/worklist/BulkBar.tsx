/** What may be done to all chosen rows of a list of work, and how it went row by row. */
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import Outcomes from './Outcomes'
import type { Outcome } from './useEach'
import './worklist.css'

interface Props {
  n: number
  /** The acts that are open to the chosen rows. */
  children?: ReactNode
  /** To which rows they are open. */
  hint: string
  onClear: () => void
  outcomes: readonly Outcome[]
  onForget: () => void
}

export default function BulkBar({ n, children, hint, onClear, outcomes, onForget }: Props) {
  const { t } = useTranslation()
  return (
    <>
      {n > 0 && (
        <div className="zr-bulk" role="region" aria-label={t('worklist.selected', { n })}>
          <strong aria-live="polite">{t('worklist.selected', { n })}</strong>
          {children}
          <span className="zr-bulk-hint zr-sub">{hint}</span>
          <Button type="link" size="small" onClick={onClear}>{t('worklist.clear')}</Button>
        </div>
      )}
      <Outcomes of={outcomes} onClose={onForget} />
    </>
  )
}
