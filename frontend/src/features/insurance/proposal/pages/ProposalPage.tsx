/** `/e/insurance/proposals/:id`: the form, block by block, saved as it is typed; then to whom it is sent, and where it lies. */
import { Button } from 'antd'
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams, useSearchParams } from 'react-router'
import ErrorState from '../../../../ui/ErrorState'
import FormProblem from '../../../../ui/FormProblem'
import PageHeader from '../../../../ui/PageHeader'
import Panel from '../../../../ui/Panel'
import SkeletonRows from '../../../../ui/SkeletonRows'
import ModeBanner from '../../../../ui/cover/ModeBanner'
import { EditingContext } from '../../edit/context'
import '../../insurance.css'
import { useProducts } from '../../queries'
import { territoriesOf } from '../../model/product'
import type { Doc } from '../../model/doc'
import Builder from '../blocks/Builder'
import Cover from '../blocks/Cover'
import Exposure from '../blocks/Exposure'
import { History, Listing, Opponents } from '../blocks/History'
import Parties from '../blocks/Parties'
import { Clearance, Products } from '../blocks/Products'
import Rights from '../blocks/Rights'
import { AskingContext } from '../context'
import { blockOf, offeredParts, openIn, questionOf, type Step, stepsOf } from '../model'
import Progress from '../Progress'
import '../proposal.css'
import { type Proposal, useProposal } from '../queries'
import Send from '../Send'
import { type Draft, useProposalDraft } from '../useProposalDraft'

const VIEWS: Record<Step, React.ComponentType> = {
  parties: Parties, cover: Cover, rights: Rights, products: Products, exposure: Exposure, clearance: Clearance, history: History, opponents: Opponents, listing: Listing,
  builder: Builder, send: Send,
}

export default function ProposalPage() {
  const { t } = useTranslation()
  const { id = '' } = useParams()
  const found = useProposal(id)
  const crumbs = [{ label: t('insurance.proposal.own'), to: '/e/insurance/proposals' }]
  if (found.isPending) return <><PageHeader title={t('insurance.proposal.title')} crumbs={crumbs} /><Panel><SkeletonRows rows={8} /></Panel></>
  if (found.isLoadingError) return <><PageHeader title={t('insurance.proposal.title')} crumbs={crumbs} /><ErrorState error={found.error} retry={() => void found.refetch()} /></>
  return <Form key={id} proposal={found.data} reload={() => void found.refetch()} />
}

function Form({ proposal, reload }: { proposal: Proposal; reload: () => void }) {
  const { t } = useTranslation()
  const [params, setParams] = useSearchParams()
  const steps = stepsOf(proposal.line)
  const mayAnswer = proposal.allowed_actions.includes('answers')
  const draft = useProposalDraft(proposal, mayAnswer)
  const products = useProducts({ line: proposal.line, limit: 100 })
  const offers = products.data?.items ?? []
  const step = steps.find((each) => each === params.get('step')) ?? (proposal.submissions.length > 0 ? 'send' : 'parties')
  const at = params.get('at')
  const go = (to: string, place?: string) => {
    void draft.save()
    setParams({ step: to, ...(place ? { at: place } : {}) })
  }
  useEffect(() => {
    if (!at) return
    const field = document.getElementById(`q-${at}`) ?? document.getElementById(`q-${questionOf(at)}`)
    if (field instanceof HTMLDetailsElement) field.open = true
    const row = document.getElementById(`q-${at.split('.').slice(0, 3).join('.')}`)
    if (row instanceof HTMLDetailsElement) row.open = true
    ;(field ?? row)?.scrollIntoView({ block: 'center' })
    const control = (row ?? field)?.querySelector<HTMLElement>('input:not([type=file]), textarea, button')
    ;(control ?? field)?.focus()
  }, [at, step, products.isPending])
  const View = VIEWS[step]
  const n = steps.indexOf(step)
  const faulty = (of: Step) => draft.faults.filter((each) => blockOf(each.path) === of).length
  return (
    <AskingContext value={{
      proposal, products: offers, offered: offeredParts(offers), territories: [...new Set(offers.flatMap((each) => territoriesOf(each.terms as Doc)))], draft, readOnly: !mayAnswer, go,
    }}>
      <EditingContext value={{ doc: draft.doc, readOnly: !mayAnswer, faults: draft.faults, change: draft.change }}>
        <ModeBanner />
        <PageHeader title={t('insurance.proposal.of', { line: t(`insurance.line.${proposal.line}`) })} sub={`${proposal.number} · ${t('insurance.proposal.since', { n: proposal.version })}`}
          crumbs={[{ label: t('insurance.proposal.own'), to: '/e/insurance/proposals' }, { label: proposal.number }]} extra={<Saved draft={draft} />} />
        <Trouble draft={draft} proposal={proposal} reload={reload} />
        {step === 'send' && <Progress />}
        <div className="zp-form">
          <nav aria-label={t('insurance.proposal.blocks')} className="zp-steps">
            <ol>
              {steps.map((each) => {
                const open = openIn(proposal.missing, each) + faulty(each)
                return (
                  <li key={each}>
                    <button type="button" aria-current={each === step ? 'step' : undefined} onClick={() => go(each)}>
                      {t(`insurance.proposal.block.${each}`)}
                      {open > 0 && <span className="zp-count">{t('insurance.proposal.open_count', { count: open })}</span>}
                    </button>
                  </li>
                )
              })}
            </ol>
          </nav>
          <div className="zp-block">
            {step === 'send' ? <Send /> : (
              <Panel title={t(`insurance.proposal.block.${step}`)} sub={t(`insurance.proposal.block_sub.${step}`)}>
                {products.isPending && step === 'cover' ? <SkeletonRows rows={6} /> : products.isLoadingError && step === 'cover' ? <ErrorState error={products.error} retry={() => void products.refetch()} /> : <View />}
              </Panel>
            )}
            <div className="zp-send">
              {n > 0 && <Button onClick={() => go(steps[n - 1]!)}>{t('insurance.proposal.back')}</Button>}
              {n < steps.length - 1 && <Button type="primary" onClick={() => go(steps[n + 1]!)}>{t('insurance.proposal.next')}</Button>}
            </div>
          </div>
        </div>
      </EditingContext>
    </AskingContext>
  )
}

/** What became of what was typed. */
function Saved({ draft }: { draft: Draft }) {
  const { t } = useTranslation()
  return (
    <span className="zr-sub" role="status">
      {t(`insurance.proposal.saving.${draft.state}`)}
      {draft.state !== 'saved' && draft.keptAt && ` · ${t('insurance.edit.kept', { at: draft.keptAt })}`}
    </span>
  )
}

function Trouble({ draft, proposal, reload }: { draft: Draft; proposal: Proposal; reload: () => void }) {
  const { t } = useTranslation()
  if (draft.state === 'overtaken') return (
    <div className="zr-problem" role="alert">
      <strong>{t('insurance.proposal.overtaken')}</strong>
      <div className="zp-send">
        <Button onClick={() => { draft.discard(); location.reload() }}>{t('insurance.proposal.take_theirs')}</Button>
        <Button onClick={() => { reload(); void draft.onTop(proposal.version) }}>{t('insurance.proposal.keep_mine')}</Button>
      </div>
    </div>
  )
  if (draft.state === 'refused' && draft.faults.every((each) => each.path === '')) return <FormProblem error={draft.error} />
  return null
}
