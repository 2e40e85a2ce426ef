/** The application's documents beside the list of what was found of each; both scroll alone. */
import { Segmented } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { useNarrow } from '../../../../lib/useNarrow'
import DocumentViewer from '../../../../ui/DocumentViewer'
import { usePageAnchor } from '../../../../ui/DocumentViewer/usePageAnchor'
import EmptyState from '../../../../ui/EmptyState'
import type { Dossier } from '../model'
import { DocumentChecks } from './DocumentChecks'

/** Below this the viewer is a tab. */
const TWO_COLUMNS = 1200

export function DocumentsTab({ dossier }: { dossier: Dossier }) {
  const { t } = useTranslation()
  const [params, setParams] = useSearchParams()
  const narrow = useNarrow(TWO_COLUMNS)
  const [side, setSide] = useState<'viewer' | 'checks'>('viewer')
  const { page, onPage } = usePageAnchor()
  const beside = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (!narrow) beside.current?.closest('.zb-card')?.querySelector('.zb-tabs')?.scrollIntoView({ block: 'start' })
  }, [narrow])
  const { documents } = dossier.application
  const chosen = documents.find((each) => each.id === params.get('doc')) ?? documents[0]
  if (chosen === undefined) return <EmptyState title={t('bank.documents.none')} text={t('bank.documents.none_text')} />
  const choose = (id: string, at: number | null) => {
    const next = new URLSearchParams(params)
    next.set('doc', id)
    setParams(next, { replace: true, preventScrollReset: true })
    // The address gets its page after the document, so that neither undoes the other.
    setTimeout(() => onPage(at ?? 1))
    if (at !== null) setSide('viewer')
  }
  return (
    <>
      {narrow && (
        <div className="zb-side">
          <Segmented block value={side} onChange={setSide} aria-label={t('bank.documents.sides')}
            options={[{ value: 'viewer', label: t('bank.documents.viewer') }, { value: 'checks', label: t('bank.documents.checks') }]} />
        </div>
      )}
      <div className="zb-beside" ref={beside}>
        {(!narrow || side === 'viewer') && <div className="zb-viewer"><DocumentViewer id={chosen.id} page={page} onPage={onPage} /></div>}
        {(!narrow || side === 'checks') && <DocumentChecks dossier={dossier} chosen={chosen.id} page={page} onChoose={choose} />}
      </div>
    </>
  )
}
