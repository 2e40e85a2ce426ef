/** The schedule of rights, from the portfolio: what each is, whose, until when, what stands in its way. */
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import ErrorState from '../../../../ui/ErrorState'
import { formatDate } from '../../../../lib/dates'
import { useEditing } from '../../edit/context'
import { ChoiceField, FlagField, TextField } from '../../edit/fields'
import { type Doc, type Json, rowsAt } from '../../model/doc'
import { PROOFS } from '../../model/risk'
import { useAsking } from '../context'
import { Day, Names, Question, Rows, useQuestionName, YesNo } from '../fields'
import { useHeldRights } from '../queries'

const MOST = 500
const blank = (): Json => ({ number: '', title: '', kind: '', owner: '', co_owners: [], proof: 'neutral', family_countries: 1 })

export default function Rights() {
  const { t } = useTranslation()
  const name = useQuestionName()
  const { readOnly } = useAsking()
  const proofs = PROOFS.map((value) => ({ value, label: t(`insurance.answer.right_proof.${value}`) }))
  return (
    <Question path="rights.schedule" wide papers>
      <Rows path="rights.schedule" title={name('rights.schedule')} blank={blank} most={MOST} none={t('insurance.proposal.no_rights')} extra={!readOnly && <Held />}
        summary={(each) => <><strong>{String(each.number || t('insurance.proposal.new_row'))}</strong> {String(each.title ?? '')} <span className="zr-sub">{String(each.owner ?? '')} · {t('insurance.proposal.until', { day: typeof each.expires_on === 'string' ? formatDate(each.expires_on) : '—' })}</span></>}
        row={(path) => <>
          <TextField path={`${path}.number`} label={t('insurance.proposal.right.number')} maxLength={40} />
          <TextField path={`${path}.title`} label={t('insurance.proposal.right.title')} maxLength={500} />
          <TextField path={`${path}.owner`} maxLength={200} />
          <Names path={`${path}.co_owners`} label={t('field.co_owners')} />
          <YesNo path={`${path}.coowner_consent`} label={t('field.coowner_consent')} />
          <Day path={`${path}.filed_on`} label={t('insurance.proposal.right.filed_on')} />
          <Day path={`${path}.granted_on`} label={t('insurance.proposal.right.granted_on')} />
          <Day path={`${path}.expires_on`} label={t('insurance.proposal.right.expires_on')} />
          <Day path={`${path}.annuity_paid_to`} label={t('field.annuity_paid_to')} />
          <TextField path={`${path}.ipc`} label={t('insurance.proposal.right.ipc')} maxLength={40} />
          <TextField path={`${path}.family_countries`} label={t('insurance.factor.family_countries')} number="whole" />
          <ChoiceField path={`${path}.proof`} label={t('insurance.factor.right_proof')} options={proofs} />
          <TextField path={`${path}.pledge`} maxLength={60} />
          <YesNo path={`${path}.licensed`} label={t('field.licensed')} />
          <FlagField path={`${path}.lapsed`} />
          <FlagField path={`${path}.disputed`} />
        </>} />
    </Question>
  )
}

/** Rights of the portfolio that are not in the schedule yet. */
function Held() {
  const { t } = useTranslation()
  const { doc, put } = useEditing()
  const [open, setOpen] = useState(false)
  const held = useHeldRights(open)
  const rows = rowsAt(doc, 'rights.schedule') as Doc[]
  const known = new Set(rows.map((each) => each.right_id))
  const left = (held.data?.items ?? []).filter((each) => !known.has(each.right_id))
  const add = (ids: ReadonlySet<string>) => put('rights.schedule', [...rows, ...left.filter((each) => ids.has(each.right_id)).map((each): Json => ({
    right_id: each.right_id, number: (each.application_no ?? each.publication_no ?? each.label).slice(0, 40), title: each.title.slice(0, 500), kind: each.kind.slice(0, 20),
    owner: (each.patentees[0] ?? '').slice(0, 200), co_owners: each.co_owners.slice(0, 20), filed_on: each.filing_on, granted_on: each.granted_on, expires_on: each.expires_on,
    ipc: (each.ipc_main ?? '').slice(0, 40), pledge: each.pledged ? t('insurance.proposal.pledged') : '', proof: 'neutral', family_countries: 1,
  }))].slice(0, MOST))
  if (!open) return <Button onClick={() => setOpen(true)}>{t('insurance.proposal.from_portfolio')}</Button>
  if (held.isLoadingError) return <ErrorState error={held.error} retry={() => void held.refetch()} />
  return (
    <div className="zp-held">
      {held.data && left.length === 0 && <span className="zr-sub">{t('insurance.proposal.all_held')}</span>}
      {left.length > 0 && <Button onClick={() => add(new Set(left.map((each) => each.right_id)))}>{t('insurance.proposal.add_all', { count: left.length })}</Button>}
      <ul>{left.map((each) => <li key={each.id}><Button type="link" onClick={() => add(new Set([each.right_id]))}>{each.title || each.label}</Button></li>)}</ul>
    </div>
  )
}
