/** What happened so far, who is on the other side, and how far the listing is. */
import { useTranslation } from 'react-i18next'
import { told } from '../../../../ui/cover/answers'
import { ChoiceField, FlagField, TextField } from '../../edit/fields'
import { at, type Doc, type Json } from '../../model/doc'
import { territoryWords } from '../../model/plan'
import { IPO_STAGES } from '../../model/risk'
import { useAsking } from '../context'
import { Day, Names, Question, Rows, useQuestionName, YesNo } from '../fields'

const suit = (territory: string) => (): Json => ({ territory, kind: 'suit', brought_on: null, against_us: true, closed: false, opponent: '' })
const letter = (territory: string) => (): Json => ({ territory, received_on: null, sender: '' })
const KINDS = ['suit', 'section_337', 'invalidity', 'customs'] as const

/** Things happen at home too, wherever cover is wanted. */
function useWhere() {
  const { t } = useTranslation()
  const { territories } = useAsking()
  return [...new Set(['CN', ...territories])].map((value) => ({ value, label: territoryWords(value, t) }))
}

export function History() {
  const { t } = useTranslation()
  const name = useQuestionName()
  const where = useWhere()
  return (
    <div className="zi-stack">
      <Question path="history.suits" wide papers>
        <Rows path="history.suits" title={name('history.suits')} blank={suit('CN')} most={200} none={t('insurance.proposal.none')}
          row={(path) => <>
            <ChoiceField path={`${path}.territory`} options={where} />
            <ChoiceField path={`${path}.kind`} label={t('insurance.proposal.suit_kind')} options={KINDS.map((value) => ({ value, label: t(`insurance.desk.value.${value}`) }))} />
            <Day path={`${path}.brought_on`} label={t('field.brought_on')} />
            <TextField path={`${path}.opponent`} maxLength={200} />
            <TextField path={`${path}.matter`} maxLength={2000} long />
            <FlagField path={`${path}.against_us`} />
            <FlagField path={`${path}.closed`} />
          </>} />
      </Question>
      <Question path="history.letters" wide papers>
        <Rows path="history.letters" title={name('history.letters')} blank={letter('US')} most={200} none={t('insurance.proposal.none')}
          row={(path) => <>
            <ChoiceField path={`${path}.territory`} options={where} />
            <Day path={`${path}.received_on`} label={t('field.received_on')} />
            <TextField path={`${path}.sender`} maxLength={200} />
            <TextField path={`${path}.matter`} maxLength={2000} long />
          </>} />
      </Question>
      <div className="zp-grid">
        <Question path="history.refused_before" papers><YesNo path="history.refused_before" label={name('history.refused_before')} /></Question>
        <Question path="history.past_insurance"><TextField path="history.past_insurance" label={name('history.past_insurance')} maxLength={2000} long /></Question>
      </div>
    </div>
  )
}

export function Opponents() {
  const { t } = useTranslation()
  const name = useQuestionName()
  return (
    <div className="zp-grid">
      <Question path="opponents.names"><Names path="opponents.names" label={name('opponents.names')} none={t('insurance.proposal.none')} /></Question>
      <Question path="opponents.direct_competitors"><TextField path="opponents.direct_competitors" label={name('opponents.direct_competitors')} number="whole" /></Question>
      <Question path="opponents.contact_with_npe"><YesNo path="opponents.contact_with_npe" label={name('opponents.contact_with_npe')} /></Question>
    </div>
  )
}

/** Nobody types it: the platform looks it up whenever the answers are kept. */
function LibraryTier() {
  const { t } = useTranslation()
  const name = useQuestionName()
  const tier = at(useAsking().proposal.answers as Doc, 'listing.library_tier')
  return (
    <dl className="zr-facts"><div>
      <dt>{name('listing.library_tier')}</dt>
      <dd>{typeof tier === 'string' ? told('library_tier', tier, t) : t('insurance.proposal.by_platform')}</dd>
    </div></dl>
  )
}

export function Listing() {
  const { t } = useTranslation()
  const name = useQuestionName()
  return (
    <div className="zp-grid">
      <Question path="listing.stage" papers><ChoiceField path="listing.stage" label={name('listing.stage')} options={IPO_STAGES.map((value) => ({ value, label: t(`insurance.answer.ipo_stage.${value}`) }))} /></Question>
      <Question path="listing.library_tier"><LibraryTier /></Question>
      <Question path="listing.exchange"><TextField path="listing.exchange" label={name('listing.exchange')} maxLength={200} /></Question>
      <Question path="listing.sponsor"><TextField path="listing.sponsor" label={name('listing.sponsor')} maxLength={200} /></Question>
      <Question path="listing.planned_on"><Day path="listing.planned_on" label={name('listing.planned_on')} /></Question>
    </div>
  )
}
