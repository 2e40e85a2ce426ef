/** The products to be insured, and what is known of their freedom to operate. */
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import UploadBox from '../../../../ui/UploadBox'
import ViewLink from '../../../../ui/ViewLink'
import { useEditing } from '../../edit/context'
import { ChoiceField, FlagField, TextField } from '../../edit/fields'
import { at, type Json } from '../../model/doc'
import { territoryWords } from '../../model/plan'
import { useAsking } from '../context'
import { Day, Names, Question, Rows, useQuestionName, YesNo } from '../fields'

const product = (): Json => ({ name: '', standard_essential: false, patent_linkage: false })

export function Products() {
  const { t } = useTranslation()
  const name = useQuestionName()
  return (
    <Question path="products.products" wide papers>
      <Rows path="products.products" title={name('products.products')} blank={product} most={100}
        row={(path) => <>
          <TextField path={`${path}.name`} label={t('insurance.proposal.product.name')} maxLength={200} />
          <TextField path={`${path}.hs_code`} maxLength={10} />
          <TextField path={`${path}.field`} label={t('insurance.proposal.product.field')} maxLength={200} />
          <Day path={`${path}.launched_on`} label={t('field.launched_on')} />
          <TextField path={`${path}.indemnified_by`} maxLength={200} />
          <TextField path={`${path}.notes`} label={t('insurance.proposal.product.notes')} maxLength={2000} long />
          <FlagField path={`${path}.standard_essential`} />
          <FlagField path={`${path}.patent_linkage`} label={t('insurance.fact.patent_linkage')} />
        </>} />
    </Question>
  )
}

const opinion = (territory: string) => (): Json => ({ territory, author: 'independent', by: '', dated_on: null, conclusion: 'clear' })

export function Clearance() {
  const { t } = useTranslation()
  const name = useQuestionName()
  const { territories } = useAsking()
  const where = territories.map((value) => ({ value, label: territoryWords(value, t) }))
  const words = (values: readonly string[]) => values.map((value) => ({ value, label: t(`insurance.desk.value.${value}`) }))
  return (
    <div className="zi-stack">
      <Question path="clearance.opinions" wide>
        <Rows path="clearance.opinions" title={name('clearance.opinions')} blank={opinion(territories.find((each) => each !== 'CN') ?? 'CN')} most={60} none={t('insurance.proposal.no_opinions')}
          row={(path) => <>
            <ChoiceField path={`${path}.territory`} options={where} />
            <ChoiceField path={`${path}.author`} options={words(['independent', 'internal'])} />
            <TextField path={`${path}.by`} maxLength={200} />
            <Day path={`${path}.dated_on`} label={t('insurance.proposal.dated_on')} />
            <ChoiceField path={`${path}.conclusion`} options={words(['clear', 'adverse'])} />
            <Names path={`${path}.products`} label={t('insurance.proposal.of_products')} />
            <OpinionFile path={`${path}.file_id`} />
          </>} />
        <p className="zr-sub">{t('insurance.proposal.privileged_hint')}</p>
      </Question>
      <Question path="clearance.watch_service"><YesNo path="clearance.watch_service" label={name('clearance.watch_service')} /></Question>
    </div>
  )
}

function OpinionFile({ path }: { path: string }) {
  const { t } = useTranslation()
  const { readOnly } = useAsking()
  const { doc, put } = useEditing()
  const id = at(doc, path)
  return (
    <div className="zr-field">
      <span className="zr-label">{t('insurance.proposal.opinion_file')}</span>
      {typeof id === 'string' && id !== ''
        ? <span><ViewLink id={id} name={t('insurance.proposal.opinion_file')} /> {!readOnly && <Button type="link" onClick={() => put(path, null)}>{t('insurance.edit.remove')}</Button>}</span>
        : !readOnly && <UploadBox kind="other" label={t('insurance.proposal.upload_opinion')} limitsSaid onUploaded={(file) => put(path, file.id)} />}
    </div>
  )
}
