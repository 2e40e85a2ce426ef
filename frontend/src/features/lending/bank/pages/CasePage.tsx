/** `/b/queue/:id`: the dossier of an application on one screen. */
import { Alert, Tabs } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams, useSearchParams } from 'react-router'
import { today } from '../../../../lib/dates'
import ConfirmAction from '../../../../ui/ConfirmAction'
import ErrorState from '../../../../ui/ErrorState'
import SkeletonRows from '../../../../ui/SkeletonRows'
import LoanCover from '../../../../ui/cover/LoanCover'
import PapersPanel from '../../../../ui/papers/PapersPanel'
import CaseMessages from '../../../../ui/thread/CaseMessages'
import { useCaseMessages } from '../../../../ui/thread/queries'
import type { EvidenceKind } from '../../../../ui/evidencePayload'
import { EVIDENCE_KINDS } from '../../../../ui/evidencePayload'
import WhoDecides from '../../desk/components/WhoDecides'
import '../bank.css'
import { RequestDialog, RetractionDialog, ReturnDialog, ValuationCheckDialog } from '../components/ActionDialogs'
import { AssignDialog } from '../components/AssignDialog'
import { CaseBar, type DialogName } from '../components/CaseBar'
import { CaseHead } from '../components/CaseHead'
import { CaseNotes } from '../components/CaseNotes'
import { Checklist } from '../components/Checklist'
import { Documents } from '../components/Documents'
import { DocumentsTab } from '../components/DocumentsTab'
import { EvidenceDrawer } from '../components/EvidenceDrawer'
import { Facts } from '../components/Facts'
import { Notes } from '../components/Notes'
import { ExposureTab, FirmTab, HistoryList } from '../components/OtherTabs'
import { RightsTab } from '../components/RightsTab'
import { ValuationTab } from '../components/ValuationTab'
import type { Dossier } from '../model'
import { useAct, useDossier } from '../queries'

/** Nothing more is written on it. */
const OVER = ['refused', 'closed', 'declined', 'retracted', 'expired', 'withdrawn', 'committed_elsewhere']

export default function CasePage() {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  const dossier = useDossier(id)
  if (dossier.isPending) return <SkeletonRows rows={12} />
  if (dossier.isLoadingError && dossier.data === undefined) return <ErrorState error={dossier.error} retry={() => void dossier.refetch()} />
  return (
    <>
      {dossier.isLoadingError && <Alert type="warning" showIcon title={t('common.error.offline')} style={{ marginBottom: 12 }} />}
      <Case key={id} dossier={dossier.data} />
    </>
  )
}

function Case({ dossier }: { dossier: Dossier }) {
  const { t } = useTranslation()
  const [params, setParams] = useSearchParams()
  const [dialog, setDialog] = useState<DialogName | null>(null)
  const [evidence, setEvidence] = useState<{ right_id?: string; kind?: EvidenceKind }>({})
  const tab = params.get('tab') ?? 'overview'
  const unread = useCaseMessages(dossier.application.id).data?.pages[0]?.unread ?? 0
  const open = (name: string) =>
    setParams((before) => {
      const next = new URLSearchParams(before)
      if (name === 'overview') next.delete('tab')
      else next.set('tab', name)
      return next
    }, { replace: true })
  const record = (right_id?: string, settledBy: readonly string[] = []) => {
    setEvidence({ right_id, kind: EVIDENCE_KINDS.find((kind) => settledBy.includes(kind)) })
    setDialog('evidence')
  }
  const jump = (key: string) => {
    open('overview')
    requestAnimationFrame(() => {
      const target = document.getElementById(`check-${key}`)
      target?.scrollIntoView({ block: 'center' })
      target?.focus()
    })
  }
  const may = (name: string) => dossier.application.allowed_actions.includes(name)
  const close = () => setDialog(null)
  return (
    <>
      <CaseHead dossier={dossier} />
      <CaseNotes dossier={dossier} />
      <div className="zb-card">
        <div className="zb-tabs">
          <Tabs activeKey={tab} onChange={open} aria-label={t('bank.case.tabs_label')} items={[
            { key: 'overview', label: t('bank.case.tab.overview') },
            { key: 'documents', label: t('bank.case.tab.documents', { n: dossier.application.documents.length }) },
            { key: 'rights', label: t('bank.case.tab.rights') },
            { key: 'valuation', label: t('bank.case.tab.valuation') },
            { key: 'firm', label: t('bank.case.tab.firm') },
            { key: 'exposure', label: t('bank.case.tab.exposure') },
            { key: 'cover', label: t('bank.case.tab.cover') },
            { key: 'papers', label: t('papers.title') },
            { key: 'messages', label: unread === 0 ? t('thread.tab') : t('thread.tabUnread', { n: unread }) },
            { key: 'notes', label: t('bank.notes.tab') },
            { key: 'history', label: t('bank.case.tab.history', { n: dossier.history.length }) },
          ]} />
        </div>
        {tab === 'overview' && <WhoDecides dossier={dossier} />}
        {tab === 'overview' && (
          <div className="zb-zones">
            <Documents dossier={dossier} />
            <Checklist dossier={dossier} onRemedy={(point) =>
              point.remedy === 'valuation-check'
                ? setDialog('valuation-check')
                : record(point.ground?.reasons[0]?.right_id ?? undefined, point.ground?.settled_by)} />
            <Facts dossier={dossier} today={today()}
              onRecord={may('evidence') ? (ground) => record(ground.reasons[0]?.right_id ?? undefined, ground.settled_by) : undefined} />
          </div>
        )}
        {tab === 'documents' && <DocumentsTab dossier={dossier} />}
        {tab === 'rights' && <RightsTab dossier={dossier} onEvidence={may('evidence') ? (right) => record(right) : undefined} />}
        {tab === 'valuation' && (
          <ValuationTab dossier={dossier} today={today()} onCheck={may('valuation-check') ? () => setDialog('valuation-check') : undefined} />
        )}
        {tab === 'firm' && <FirmTab dossier={dossier} />}
        {tab === 'exposure' && <ExposureTab dossier={dossier} />}
        {tab === 'cover' && <div className="zb-card-body"><LoanCover id={dossier.application.id} /></div>}
        {tab === 'papers' && (
          <PapersPanel subjects={[dossier.application.id, ...(dossier.application.pledge_id ? [dossier.application.pledge_id] : [])]}
            extra={may('evidence-pack') && <IssuePack id={dossier.application.id} />} />
        )}
        {tab === 'messages' && (
          <div className="zb-card-body">
            <p className="zb-card-sub">{t('thread.caseSub')}</p>
            <CaseMessages id={dossier.application.id} label={t('thread.toFirm')} over={OVER.includes(dossier.application.state)} />
          </div>
        )}
        {tab === 'notes' && <Notes id={dossier.application.id} />}
        {tab === 'history' && <div className="zb-card-body"><HistoryList history={dossier.history} /></div>}
      </div>
      <CaseBar dossier={dossier} onDialog={(name) => (name === 'evidence' ? record() : setDialog(name))} onJump={jump} onPack={() => open('papers')} />
      {dialog === 'return' && <ReturnDialog dossier={dossier} onClose={close} />}
      {dialog === 'document-request' && <RequestDialog dossier={dossier} onClose={close} />}
      {dialog === 'valuation-check' && <ValuationCheckDialog dossier={dossier} onClose={close} />}
      {dialog === 'offer-retraction' && <RetractionDialog dossier={dossier} onClose={close} />}
      {dialog === 'evidence' && <EvidenceDrawer dossier={dossier} initial={evidence} onClose={close} />}
      {dialog === 'assignment' && <Assign id={dossier.application.id} onClose={close} />}
    </>
  )
}

/** The sealed index of a decided case; the newest paper of the list once it is made. */
function IssuePack({ id }: { id: string }) {
  const { t } = useTranslation()
  const act = useAct()
  return (
    <ConfirmAction label={t('bank.pack.issue')} title={t('bank.pack.title')} text={t('bank.pack.text')}
      run={() => act.mutateAsync({ id, act: 'evidence-pack', body: undefined })} />
  )
}

function Assign({ id, onClose }: { id: string; onClose: () => void }) {
  const act = useAct()
  return (
    <AssignDialog open pending={act.isPending} error={act.error} onClose={onClose}
      onAssign={(member_id) => act.mutate({ id, act: 'assignment', body: { member_id, release: false } }, { onSuccess: onClose })} />
  )
}
