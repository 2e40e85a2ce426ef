/** The desk of one plan: its editor, what the server says of it, and everything that is done with it. */
import { CopyOutlined, DownloadOutlined, UploadOutlined } from '@ant-design/icons'
import { App, Button } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { useMay } from '../../../../lib/permissions'
import { saveFile } from '../../../../lib/saveFile'
import { useKeptDraft } from '../../../../lib/useKeptDraft'
import FormProblem from '../../../../ui/FormProblem'
import PageHeader from '../../../../ui/PageHeader'
import Panel from '../../../../ui/Panel'
import { EditingContext } from '../../edit/context'
import { useChecked } from '../../edit/useChecked'
import type { Doc } from '../../model/doc'
import { readPlan } from '../../model/plan'
import { checkPlan, exportPlan, type Plan, usePlanActs } from '../../queries'
import CheckedMark from '../CheckedMark'
import FilingFacts, { StateMark } from '../FilingFacts'
import FilingForm from '../FilingForm'
import PlanEditor from './PlanEditor'
import Simulations from './Simulations'
import TryRating from './TryRating'

interface Props {
  /** Null while it is written for the first time. */
  plan: Plan | null
  start: Doc
  draftKey: string
}

export default function PlanDesk({ plan, start, draftKey }: Props) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const navigate = useNavigate()
  const mayDraft = useMay('draft_tariffs')
  const mayEdit = mayDraft && !plan?.published_at
  const draft = useKeptDraft<Doc>(draftKey, start)
  const doc = mayEdit ? draft.value : start
  const isChanged = plan === null || JSON.stringify(doc) !== JSON.stringify(start)
  const checked = useChecked(doc, checkPlan, 'document', mayEdit)
  const acts = usePlanActs()
  const latest = useRef(doc)
  useEffect(() => {
    latest.current = doc
  })
  const { set } = draft
  const editing = {
    doc, readOnly: !mayEdit, faults: checked.faults,
    change: (next: (doc: Doc) => Doc) => {
      latest.current = next(latest.current)
      set(latest.current)
    },
  }
  const save = () => acts.draft.mutate(doc, {
    onTaken: draft.drop,
    onSuccess: (saved) => {
      void message.success(t('insurance.plan.saved', { n: saved.revision }))
      void navigate(`/i/plans/${saved.id}`)
    },
  })
  const title = plan ? t('insurance.plan.name', { code: plan.code, n: plan.revision }) : t('insurance.plans.new')
  return (
    <EditingContext value={editing}>
      <PageHeader title={title} mark={plan && <StateMark of={plan} />} crumbs={[{ label: t('insurance.plans.title'), to: '/i/plans' }, { label: title }]}
        sub={mayEdit ? t('insurance.plan.sub_draft') : plan?.published_at ? t('insurance.plan.sub_published') : t('insurance.plan.sub_other')}
        extra={<>
          {plan && <Export plan={plan} />}
          {plan && mayDraft && <Button icon={<CopyOutlined aria-hidden />} onClick={() => void navigate(`/i/plans/new?from=${plan.id}`)}>{t('insurance.plan.next')}</Button>}
          {plan && <Link to={`/i/plans?code=${encodeURIComponent(plan.code)}`}>{t('insurance.plan.revisions')}</Link>}
        </>} />
      {plan && (
        <Panel title={t('insurance.plan.filing')} extra={<Publish plan={plan} changed={isChanged} />}>
          <FilingFacts of={plan} />
        </Panel>
      )}
      <Panel title={t('insurance.plan.document')} extra={mayEdit && <Import onRead={(read) => editing.change(() => read)} />}>
        {mayEdit && (
          <div className="zi-bar">
            <CheckedMark state={checked.state} count={checked.faults.length} />
            {draft.restoredAt && <span className="zr-sub">{t('insurance.edit.restored', { at: draft.restoredAt })} <Button type="link" size="small" onClick={draft.reset}>{t('insurance.edit.reset')}</Button></span>}
            {draft.keptAt && <span className="zr-sub">{t('insurance.edit.kept', { at: draft.keptAt })}</span>}
            <span className="zi-gap" />
            <Button type="primary" loading={acts.draft.isPending} disabled={!isChanged} onClick={save}>{plan ? t('insurance.plan.save_next') : t('insurance.plan.save')}</Button>
          </div>
        )}
        <FormProblem error={acts.draft.error} />
        <PlanEditor />
      </Panel>
      {plan && <TryRating plan={plan} changed={mayEdit && isChanged} />}
      {plan && <Simulations plan={plan} changed={mayEdit && isChanged} />}
    </EditingContext>
  )
}

function Export({ plan }: { plan: Plan }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  return (
    <Button icon={<DownloadOutlined aria-hidden />} onClick={() => void exportPlan(plan.id).then(
      (file) => saveFile(file, `${plan.code}-${plan.revision}.json`), () => void message.error(t('insurance.plan.export_failed')))}>
      {t('insurance.plan.export')}
    </Button>
  )
}

function Import({ onRead }: { onRead: (doc: Doc) => void }) {
  const { t } = useTranslation()
  const input = useRef<HTMLInputElement>(null)
  const [wrong, setWrong] = useState(false)
  return (
    <div className="zi-import">
      <Button icon={<UploadOutlined aria-hidden />} onClick={() => input.current?.click()}>{t('insurance.plan.import')}</Button>
      <input ref={input} hidden type="file" accept="application/json,.json" aria-label={t('insurance.plan.import')} onChange={(event) => {
        const file = event.target.files?.[0]
        event.target.value = ''
        void file?.text().then((text) => {
          const read = readPlan(text)
          setWrong(read === null)
          if (read) onRead(read)
        })
      }} />
      {wrong && <div className="field-error" role="alert">{t('insurance.plan.import_wrong')}</div>}
    </div>
  )
}

function Publish({ plan, changed }: { plan: Plan; changed: boolean }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const { publish } = usePlanActs()
  const mayPublish = useMay('publish_tariffs')
  if (plan.published_at) return null
  if (!plan.allowed_actions.includes('publish')) return <p className="zr-sub">{mayPublish ? t('insurance.plan.own_draft') : t(changed ? 'insurance.plan.save_first' : 'insurance.plan.another')}</p>
  const stated = String(plan.document?.filing_no ?? '')
  return (
    <FilingForm label={t('insurance.plan.publish')} title={t('insurance.plan.publish_of', { code: plan.code, n: plan.revision })} text={t('insurance.plan.publish_text')}
      number={stated === 'TO-BE-SET-BY-INSURER' ? '' : stated}
      run={async (filing) => {
        await publish.mutateAsync({ id: plan.id, filing })
        void message.success(t('insurance.plan.published', { code: plan.code }))
      }} />
  )
}
