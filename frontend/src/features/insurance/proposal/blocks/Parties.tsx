/** Who is to be insured, and who stands behind it. */
import { useTranslation } from 'react-i18next'
import { ChoiceField, TextField } from '../../edit/fields'
import { INDUSTRIES } from '../../model/risk'
import { Names, Question, useQuestionName, YesNo } from '../fields'

export default function Parties() {
  const { t } = useTranslation()
  const name = useQuestionName()
  const text = (path: string) => <Question path={path}><TextField path={path} label={name(path)} maxLength={200} /></Question>
  return (
    <div className="zp-grid">
      {text('parties.name')}
      {text('parties.uscc')}
      {text('parties.address')}
      <Question path="parties.industry"><ChoiceField path="parties.industry" label={name('parties.industry')} options={INDUSTRIES.map((value) => ({ value, label: t(`insurance.answer.industry.${value}`) }))} /></Question>
      <Question path="parties.owners"><Names path="parties.owners" label={name('parties.owners')} /></Question>
      <Question path="parties.group"><Names path="parties.group" label={name('parties.group')} none={t('insurance.proposal.none')} /></Question>
      <Question path="parties.additional_insureds"><Names path="parties.additional_insureds" label={name('parties.additional_insureds')} none={t('insurance.proposal.none')} /></Question>
      {text('parties.contact')}
      <Question path="parties.good_standing" papers><YesNo path="parties.good_standing" label={name('parties.good_standing')} /></Question>
      <Question path="parties.credit_offence_2y"><YesNo path="parties.credit_offence_2y" label={name('parties.credit_offence_2y')} /></Question>
      <Question path="parties.policyholder_is_insured"><YesNo path="parties.policyholder_is_insured" label={name('parties.policyholder_is_insured')} /></Question>
    </div>
  )
}
