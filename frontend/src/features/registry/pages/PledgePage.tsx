/** `/b/pledges/:id`: a pledge from its terms to the drawdown. */
import { Steps, Tabs } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useParams, useSearchParams } from 'react-router'
import { useNarrow } from '../../../lib/useNarrow'
import ErrorState from '../../../ui/ErrorState'
import Mark from '../../../ui/Mark'
import Money from '../../../ui/Money'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import PledgePending from '../../../ui/PledgePending'
import PledgeNotice from '../../../ui/PledgeNotice'
import { PreflightGrid, preflightTally } from '../../../ui/PreflightGrid'
import RegimeLine from '../../../ui/RegimeLine'
import SkeletonRows from '../../../ui/SkeletonRows'
import StatusTag from '../../../ui/StatusTag'
import PapersPanel from '../../../ui/papers/PapersPanel'
import { EVIDENCE_KINDS, type EvidenceKind } from '../../../ui/evidencePayload'
import { EvidencePanel } from '../components/EvidencePanel'
import { History } from '../components/History'
import { NextStep } from '../components/NextStep'
import { Papers } from '../components/Papers'
import { Registration } from '../components/Registration'
import { Rights } from '../components/Rights'
import { Signatures } from '../components/Signatures'
import { Terms } from '../components/Terms'
import { type Application, type Pledge, type PledgePreflight, stepsOf } from '../model'
import { useApplication, usePledge, usePreflight } from '../queries'
import '../registry.css'

const ANTD = { done: 'finish', now: 'process', ahead: 'wait', off: 'error' } as const
/** Before CNIPA has decided, the preflight says what may still be refused. */
const UNDECIDED = new Set(['draft', 'ready', 'filed', 'defect', 'warned'])

export default function PledgePage() {
  const { id = '' } = useParams()
  const pledge = usePledge(id)
  const preflight = usePreflight(id)
  const application = useApplication(pledge.data?.application_id)
  if (pledge.isPending) return <SkeletonRows rows={12} />
  if (pledge.isLoadingError && pledge.data === undefined) return <ErrorState error={pledge.error} retry={() => void pledge.refetch()} />
  return <Whole key={id} pledge={pledge.data} preflight={preflight.data} problem={preflight.error} application={application.data} />
}

function Whole({ pledge, preflight, problem, application }: {
  pledge: Pledge
  preflight: PledgePreflight | undefined
  problem: unknown
  application: Application | undefined
}) {
  const { t } = useTranslation()
  const narrow = useNarrow()
  const [params, setParams] = useSearchParams()
  const tab = params.get('tab') ?? 'terms'
  const open = (key: string) => setParams(key === 'terms' ? {} : { tab: key }, { replace: true })
  const [evidence, setEvidence] = useState<{ right_id?: string; kind?: EvidenceKind }>()
  const labels = Object.fromEntries(pledge.rights.map((right) => [right.id, right.label]))
  // Refused or withdrawn: the notice says it all, there is nothing left to do.
  const hasEnded = ['refused', 'withdrawn'].includes(pledge.state)
  const recordable = pledge.allowed_actions.includes('evidence')
  return (
    <>
      <PageHeader
        title={t('registry.page.title', { firm: pledge.parties.pledgor.name })}
        mark={<StatusTag subject="pledge" state={pledge.state} />}
        crumbs={[{ label: t('registry.page.breadcrumb'), to: '/b/pledges' }, { label: pledge.number }]}
        sub={<>{t('registry.page.secured')} <Money fen={pledge.terms.secured_fen} /> · {t('registry.page.rights', { n: pledge.rights.length })}</>}
        extra={pledge.application_id && <Link to={`/b/queue/${pledge.application_id}`}>{t('registry.page.application')}</Link>} />
      {!pledge.made_elsewhere && (
        <div role="region" className="zp-steps" tabIndex={0} aria-label={t('registry.page.next_title')}>
          <Steps size="small" responsive={false} orientation={narrow ? 'vertical' : 'horizontal'} style={narrow ? undefined : { minWidth: 680 }}
            items={stepsOf(pledge, application).map((step) => ({
              title: t(`registry.step.${step.key}`), status: ANTD[step.state], content: step.on ?? t(`registry.step.state.${step.state}`),
            }))} />
        </div>
      )}
      {!hasEnded && <NextStep pledge={pledge} preflight={preflight} application={application} />}
      <PledgePending pledge={pledge} />
      <PledgeNotice pledge={pledge} />
      {pledge.flags.length > 0 && (
        <p>{t('registry.page.flags')}{t('common.colon')}{pledge.flags.map((flag) => <Mark key={flag} tone="warning">{t(`registry.flag.${flag}`)}</Mark>)}</p>
      )}
      <div className="zp-grid">
        <div className="zp-stack">
          {pledge.registration && <Registration pledge={pledge} />}
          <div className="zp-card">
            <div className="zp-tabs">
              <Tabs activeKey={tab} onChange={open} aria-label={t('registry.page.breadcrumb')}
                items={(['terms', 'evidence', 'history'] as const).map((key) => ({ key, label: t(`registry.page.tab.${key}`) }))} />
            </div>
            <div style={{ padding: 20 }}>
              {tab === 'terms' && <><Terms pledge={pledge} /><Rights pledge={pledge} /></>}
              {tab === 'evidence' && (
                <>
                  <Papers pledge={pledge} papers={preflight?.papers ?? pledge.papers} labels={labels} />
                  {recordable && <EvidencePanel key={JSON.stringify(evidence)} pledge={pledge} initial={evidence ?? {}} />}
                </>
              )}
              {tab === 'history' && <History history={pledge.history} />}
            </div>
          </div>
        </div>
        <div className="zp-stack">
          {!pledge.made_elsewhere && <Signatures pledge={pledge} preflight={preflight} />}
          <PapersPanel subjects={[pledge.id]} />
          {UNDECIDED.has(pledge.state) && (
            <Panel title={t('preflight.title')} sub={preflight && t('preflight.on', { date: preflight.preflight.on })}>
              {preflight === undefined ? (problem ? <ErrorState compact error={problem} /> : <SkeletonRows rows={6} />) : (
                <>
                  <p className="zp-small">
                    {t('preflight.summary', preflightTally(preflight.preflight.answers))}
                    {preflight.preflight.stale_after && ` · ${t('preflight.stale_after', { date: preflight.preflight.stale_after })}`}
                  </p>
                  <PreflightGrid grounds={preflight.preflight.answers} labels={labels} register={preflight.preflight.regime.register}
                    onRecord={recordable ? (ground) => {
                      setEvidence({
                        right_id: ground.reasons[0]?.right_id ?? undefined, kind: EVIDENCE_KINDS.find((kind) => ground.settled_by.includes(kind)),
                      })
                      open('evidence')
                    } : undefined} />
                  <Notes preflight={preflight} />
                  <RegimeLine regime={preflight.preflight.regime} />
                </>
              )}
            </Panel>
          )}
          <p className="zp-small" style={{ margin: 0 }}>{t('registry.page.statutory')}</p>
        </div>
      </div>
    </>
  )
}

function Notes({ preflight }: { preflight: PledgePreflight }) {
  const { t } = useTranslation()
  const { notes } = preflight.preflight
  if (notes.length === 0) return null
  return (
    <section style={{ marginTop: 12 }}>
      <strong>{t('preflight.note_title')}</strong>
      <ul className="zp-list">
        {notes.map((note) => (
          <li key={note.rule + note.code}>
            {t(`preflight.note.${note.code}`, { wording: String(note.facts['wording'] ?? ''), defaultValue: t('preflight.note.other', { code: note.code }) })}
          </li>
        ))}
      </ul>
    </section>
  )
}
