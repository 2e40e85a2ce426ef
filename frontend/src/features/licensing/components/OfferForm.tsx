/** An offer's form: what is missing, and what the checklist refuses, stands at its field. */
import { Button, Checkbox, Input, Radio } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type NavigateOptions, useLocation, useNavigate } from 'react-router'
import { asProblem, Problem } from '../../../api/problem'
import { today } from '../../../lib/dates'
import { fenOfWan } from '../../../lib/need'
import { useMay } from '../../../lib/permissions'
import { useKeptDraft } from '../../../lib/useKeptDraft'
import { DayField } from '../../../ui/DayField'
import FormProblem from '../../../ui/FormProblem'
import Money from '../../../ui/Money'
import Field from '../../../ui/need/Field'
import OpenSummary from '../../../ui/need/OpenSummary'
import Panel from '../../../ui/Panel'
import { BLANK, bodyOf, draftOf, fieldOf, type Offer, OFFER_FIELDS, type OfferDraft, type OfferField, openOffer, refusalsOf } from '../model'
import { useOfferActs } from '../queries'
import { findingText } from '../words'
import PaperField from './PaperField'
import RightField, { type Chosen } from './RightField'
import TermsFields from './TermsFields'

const at = (field: OfferField) => `offer-${field}`

export default function OfferForm({ offer }: { offer: Offer | undefined }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { hash, state } = useLocation()
  const told = state as { status: number; facts: Record<string, unknown> } | null
  const [earlier] = useState(() => (told ? new Problem(told.status, told.facts) : null))
  const id = offer?.id ?? ''
  const kept = useKeptDraft<OfferDraft>(`licence-offer:${id || 'new'}`, offer ? draftOf(offer) : BLANK)
  const [right, setRight] = useState<Chosen | null>(offer?.right ?? null)
  const [shown, setShown] = useState<OfferField[]>([])
  const [attempt, setAttempt] = useState(0)
  const { save, publish } = useOfferActs()
  const mayPublish = useMay('bind')
  const draft = kept.value
  const change = (part: Partial<OfferDraft>) => kept.set({ ...draft, ...part })
  // A refusal leads here to its field; the frame itself takes the focus of a new page first.
  useEffect(() => {
    const field = hash ? document.getElementById(hash.slice(1)) : null
    if (!field) return undefined
    const wait = setTimeout(() => {
      field.scrollIntoView({ block: 'center' })
      field.focus()
    })
    return () => clearTimeout(wait)
  }, [hash])

  const open = shown.filter((field) => openOffer(draft).includes(field))
  // What was refused is as it is stored: an answer that was typed since is judged when it is saved.
  const isStored = offer !== undefined && JSON.stringify(bodyOf(draft)) === JSON.stringify(bodyOf(draftOf(offer)))
  const refusals = refusalsOf(offer)
  const faultOf = (field: OfferField): string | undefined => {
    if (open.includes(field)) return t(`licensing.open.${field}`)
    const said = refusals.filter((each) => fieldOf(each) === field).map((each) => findingText(each, t))
    return said.length > 0 && isStored ? said.join(' ') : undefined
  }
  const refused = OFFER_FIELDS.filter((field) => !open.includes(field) && faultOf(field) !== undefined)

  const submit = async (andPublish: boolean) => {
    const body = bodyOf(draft)
    if (body === null) {
      setShown(openOffer(draft))
      setAttempt(attempt + 1)
      return
    }
    let saved: Offer | null = null
    const here = location.pathname
    const go = (to: string, how?: NavigateOptions) => { if (location.pathname === here) void navigate(to, how) }
    try {
      saved = await save.mutateAsync({ id, body })
      kept.drop()
      if (andPublish) await publish.mutateAsync(saved.id)
      go(`/e/licensing/${saved.id}`)
    } catch (error) {
      // The draft is stored, the market refused it: a new one goes on where each refusal stands at its field.
      const { status, facts } = asProblem(error)
      if (saved && id === '') go(`/e/licensing/${saved.id}/revise`, { replace: true, state: { status, facts } })
    }
  }
  const floor = fenOfWan(draft.floorWan)
  return (
    <form className="lc-form" noValidate onSubmit={(event) => { event.preventDefault(); void submit(false) }}>
      {kept.restoredAt && <p role="status" className="lc-restored">{t('licensing.form.restored', { time: kept.restoredAt })} <Button type="link" onClick={kept.reset}>{t('licensing.form.drop')}</Button></p>}
      {open.length > 0 && <OpenSummary key={attempt} title={t('licensing.form.errors', { n: open.length })} items={open.map((field) => ({ id: at(field), label: t(`licensing.fieldName.${field}`) }))} />}
      {open.length === 0 && refused.length > 0 && hash === '' && <OpenSummary title={t('licensing.form.refused', { n: refused.length })} items={refused.map((field) => ({ id: at(field), label: t(`licensing.fieldName.${field}`) }))} />}
      <Panel title={t('licensing.form.what')}>
        <RightField id={at('right')} value={draft.rightId} stored={offer?.right} fault={faultOf('right')} onChange={(chosen) => { setRight(chosen); change({ rightId: chosen?.right_id ?? '' }) }} />
        <TermsFields id="offer" draft={draft} onChange={change} faultOf={faultOf} expiresOn={right?.expires_on} />
        {draft.kind === 'open' && (
          <div className="need-grid">
            {(['declared_on', 'announced_on'] as const).map((field) => {
              const name = field === 'declared_on' ? 'declaredOn' : 'announcedOn'
              return (
                <Field key={field} id={at(field)} label={t(`licensing.form.${name}`)} error={faultOf(field)}>
                  <DayField id={at(field)} upTo={today()} {...(draft[name] ? { value: draft[name] } : {})} invalid={Boolean(faultOf(field))} onChange={(day) => change({ [name]: day ?? '' })} />
                </Field>
              )
            })}
          </div>
        )}
        <Field id={at('note')} label={t('licensing.form.note')} error={faultOf('note')} wide>
          <Input.TextArea id={at('note')} status={faultOf('note') ? 'error' : ''} value={draft.note} maxLength={1000} autoSize={{ minRows: 2, maxRows: 6 }} onChange={(event) => change({ note: event.target.value })} />
          <span className="zr-sub">{t(draft.kind === 'open' ? 'licensing.form.noteOpen' : 'licensing.form.noteHelp')}</span>
        </Field>
      </Panel>
      <Panel title={t('licensing.form.truth')} sub={t('licensing.form.truthSub')}>
        <fieldset className="lc-plain">
          <legend className="need-label">{t('licensing.form.disputes')}</legend>
          <div id={at('disputes')} tabIndex={-1}>
            <Radio.Group aria-label={t('licensing.form.disputes')} value={draft.disputed || null} onChange={(event) => change({ disputed: event.target.value as OfferDraft['disputed'] })}
              options={[{ value: 'none', label: t('licensing.disputes.none') }, { value: 'some', label: t('licensing.disputes.some') }]} />
            {draft.disputed === 'some' && <Input.TextArea aria-label={t('licensing.disputes.which')} placeholder={t('licensing.disputes.which')} value={draft.disputes} maxLength={1000} autoSize={{ minRows: 2, maxRows: 6 }} onChange={(event) => change({ disputes: event.target.value })} />}
          </div>
          <div className="need-error">{faultOf('disputes')}</div>
        </fieldset>
        <PaperField id={at('coowner_consent')} label={t('licensing.paper.coowner_consent')} help={t('licensing.form.coownerHelp')} kind="consent" value={draft.coownerConsent} stored={offer?.coowner_consent} fault={faultOf('coowner_consent')} onChange={(coownerConsent) => change({ coownerConsent })} />
        <PaperField id={at('evaluation_report')} label={t('licensing.paper.evaluation_report')} help={t('licensing.form.reportHelp')} kind="other" value={draft.evaluationReport} stored={offer?.evaluation_report} fault={faultOf('evaluation_report')} onChange={(evaluationReport) => change({ evaluationReport })} />
        <PaperField id={at('pledgee_consent')} label={t('licensing.paper.pledgee_consent')} help={t('licensing.form.pledgeeHelp')} kind="consent" value={draft.pledgeeConsent} stored={offer?.pledgee_consent} fault={faultOf('pledgee_consent')} onChange={(pledgeeConsent) => change({ pledgeeConsent })} />
        {draft.pledgeeConsent !== '' && (
          <div className="need-grid">
            <Field id={at('floor')} label={t('licensing.form.floor')} error={faultOf('floor')}>
              <Input id={at('floor')} inputMode="decimal" value={draft.floorWan} suffix={t('licensing.form.wan')} autoComplete="off" status={faultOf('floor') ? 'error' : ''} onChange={(event) => change({ floorWan: event.target.value })} />
              {floor !== null && <span className="zr-sub">{t('licensing.form.thatIs')} <Money fen={floor} exact /></span>}
            </Field>
            <Field id={at('account')} label={t('licensing.form.account')} error={faultOf('account')}>
              <Input id={at('account')} value={draft.account} maxLength={120} autoComplete="off" status={faultOf('account') ? 'error' : ''} onChange={(event) => change({ account: event.target.value })} />
            </Field>
          </div>
        )}
        <Checkbox checked={draft.stateOwned} onChange={(event) => change({ stateOwned: event.target.checked })}>{t('licensing.form.stateOwned')}</Checkbox>
        {draft.stateOwned && <PaperField id={at('approval')} label={t('licensing.paper.approval')} help={t('licensing.form.approvalHelp')} kind="other" value={draft.approval} stored={offer?.approval} fault={faultOf('approval')} onChange={(approval) => change({ approval })} />}
      </Panel>
      <FormProblem error={save.error ?? publish.error ?? earlier} />
      <div className="lc-submit">
        <span className="muted" aria-live="polite">{kept.keptAt && t('licensing.form.saved', { time: kept.keptAt })}</span>
        <Button htmlType="submit" size="large" loading={save.isPending && !publish.isPending}>{t('licensing.form.save')}</Button>
        {mayPublish && <Button type="primary" size="large" loading={publish.isPending} onClick={() => void submit(true)}>{t('licensing.form.saveAndPublish')}</Button>}
      </div>
    </form>
  )
}
