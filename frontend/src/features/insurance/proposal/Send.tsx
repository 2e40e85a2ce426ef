/** The last step: what is missing, to whom, which privileged papers to whom, what the signatory declares; then it is sent. */
import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asProblem } from '../../../api/problem'
import { useMay } from '../../../lib/permissions'
import EmptyState from '../../../ui/EmptyState'
import FormProblem from '../../../ui/FormProblem'
import Mark from '../../../ui/Mark'
import Panel from '../../../ui/Panel'
import StatusTag from '../../../ui/StatusTag'
import { useEditing } from '../edit/context'
import { type Doc, rowsAt } from '../model/doc'
import { territoryWords } from '../model/plan'
import type { Product } from '../queries'
import { useAsking } from './context'
import Missing from './Missing'
import { unfit } from './model'
import { type Sending, useProposalActs } from './queries'

const DECLARED = ['truth', 'known_circumstances', 'data_use'] as const
type Declared = (typeof DECLARED)[number]
interface Double { number: string; kind?: string }

export default function Send() {
  const { t } = useTranslation()
  const { proposal, products, draft, go } = useAsking()
  const { doc } = useEditing()
  const { send } = useProposalActs()
  const mayBind = useMay('bind')
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const [granted, setGranted] = useState<ReadonlySet<string>>(new Set())
  const [declared, setDeclared] = useState<ReadonlySet<Declared>>(new Set())
  const [known, setKnown] = useState(false)
  const toggled = <T,>(of: ReadonlySet<T>, one: T) => new Set(of.has(one) ? [...of].filter((each) => each !== one) : [...of, one])
  const rated = products.filter((each) => each.plan !== null)
  const insurers = [...new Map(rated.map((each) => [each.insurer.id, each])).values()]
  const papers = (rowsAt(doc, 'clearance.opinions') as Doc[]).filter((each) => typeof each.file_id === 'string')
  const problem = send.error ? asProblem(send.error) : null
  const doubles = problem?.code === 'underwriting.duplicate_cover' ? ((problem.facts.duplicates ?? []) as Double[]) : []
  const submit = async () => {
    if (!(await draft.save())) return
    const now = proposal.version
    const privileged: NonNullable<Sending['privileged']> = [...chosen].map((insurer_id) => ({
      insurer_id, file_ids: papers.map((each) => String(each.file_id)).filter((id) => granted.has(`${insurer_id} ${id}`)),
    })).filter((each) => each.file_ids.length > 0)
    send.mutate({
      id: proposal.id,
      body: {
        insurer_ids: [...chosen], version: now, duplicates_known: known, privileged,
        declarations: { truth: declared.has('truth'), known_circumstances: declared.has('known_circumstances'), data_use: declared.has('data_use') },
      },
    }, { onSuccess: () => { setChosen(new Set()); setDeclared(new Set()); go('send', 'progress') } })
  }
  const why = !mayBind ? 'signatory' : draft.state !== 'saved' ? 'unsaved' : proposal.missing.length > 0 ? 'missing'
    : chosen.size === 0 ? 'insurers' : declared.size < DECLARED.length ? 'declare' : null
  return (
    <div className="zi-stack">
      <Panel title={t('insurance.proposal.gate')}><Missing /></Panel>
      <Panel title={t('insurance.proposal.to_whom')} sub={t('insurance.proposal.to_whom_sub')}>
        {insurers.length === 0 && <EmptyState title={t('insurance.proposal.nobody')} text={t('insurance.proposal.nobody_text')} />}
        <ul className="zp-insurers">{insurers.map((each) => <Insurer key={each.insurer.id} product={each} chosen={chosen.has(each.insurer.id)} toggle={() => setChosen(toggled(chosen, each.insurer.id))} />)}</ul>
      </Panel>
      {papers.length > 0 && (
        <Panel title={t('insurance.proposal.privileged')} sub={t('insurance.proposal.privileged_sub')}>
          {chosen.size === 0 && <p className="zr-sub">{t('insurance.proposal.insurers_first')}</p>}
          {papers.map((each) => (
            <fieldset key={String(each.file_id)} className="zi-rows zi-card">
              <legend>{t('insurance.proposal.opinion_of', { territory: territoryWords(String(each.territory), t), by: String(each.by) })}</legend>
              <div className="zi-flags">
                {insurers.filter((one) => chosen.has(one.insurer.id)).map((one) => {
                  const key = `${one.insurer.id} ${String(each.file_id)}`
                  return <Checkbox key={key} checked={granted.has(key)} onChange={() => setGranted(toggled(granted, key))}>{one.insurer.name}</Checkbox>
                })}
              </div>
            </fieldset>
          ))}
        </Panel>
      )}
      <Panel title={t('insurance.proposal.declarations')} sub={t('insurance.proposal.declarations_sub', { n: proposal.version })}>
        <div className="zi-stack">
          {DECLARED.map((each) => <Checkbox key={each} checked={declared.has(each)} disabled={!mayBind} onChange={() => setDeclared(toggled(declared, each))}>{t(`insurance.proposal.declared.${each}`)}</Checkbox>)}
          {doubles.length > 0 && <>
            <ul>{doubles.map((each) => <li key={each.number}>{each.number}</li>)}</ul>
            <Checkbox checked={known} onChange={(event) => setKnown(event.target.checked)}>{t('insurance.proposal.doubles_known')}</Checkbox>
          </>}
        </div>
        <FormProblem error={send.error} />
        <div className="zp-send">
          <Button type="primary" size="large" disabled={why !== null} loading={send.isPending} onClick={() => void submit()}>{t('insurance.proposal.send', { count: chosen.size })}</Button>
          {why && <span className="zr-sub">{t(`insurance.proposal.why.${why}`)}</span>}
        </div>
      </Panel>
    </div>
  )
}

function Insurer({ product, chosen, toggle }: { product: Product; chosen: boolean; toggle: () => void }) {
  const { t } = useTranslation()
  const { proposal } = useAsking()
  const { doc } = useEditing()
  const { insurer, name, filing } = product
  const lies = proposal.submissions.filter((each) => each.insurer_id === insurer.id).at(-1)
  const faults = unfit(product, doc)
  return (
    <li className="zi-card">
      <Checkbox checked={chosen} onChange={toggle}>{insurer.name}</Checkbox>
      <span className="zr-sub">{name}{filing && ` · ${t('insurance.facts.filing')} ${filing.number}`}</span>
      {lies && <span><StatusTag subject="submission" state={lies.state} /> <span className="zr-sub">{t('insurance.proposal.since', { n: lies.version })}</span></span>}
      {faults.map((each) => <Mark key={each.code + each.reason} tone="warning">{t(`insurance.proposal.unfit.${each.reason}`, { part: t(`insurance.part.${each.code}`, { defaultValue: each.code }) })}</Mark>)}
    </li>
  )
}
