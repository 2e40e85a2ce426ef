/** Knock-outs and referrals: each rule a sentence, opened to be written over the closed list of facts. */
import { DeleteOutlined, EditOutlined, PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ChoiceField, Faults, TextField } from '../../edit/fields'
import { useEditing } from '../../edit/context'
import { faultsAt, keysAt, rowsAt } from '../../model/doc'
import { AUTHORITIES, comparisonOf, type Fact, factsOf, freeKey, OUTCOMES, type Rule, sentenceOf } from '../../model/plan'
import Mark from '../../../../ui/Mark'
import ComparisonRow from './ComparisonRow'

export default function Rules({ known }: { known: readonly Fact[] }) {
  const { t } = useTranslation()
  const { doc, readOnly, push, faults } = useEditing()
  const [open, setOpen] = useState<number | null>(null)
  const rules = rowsAt(doc, 'rules') as unknown as Rule[]
  const facts = factsOf(known, keysAt(doc, 'territory'))
  const add = () => {
    const [first] = facts
    if (!first) return
    push('rules', { id: freeKey(rules.map((each) => each.id), 'rule_'), when: [{ ...comparisonOf(first) }], outcome: 'refer', message: { zh: '', en: '' }, authority: 'L2' })
    setOpen(rules.length)
  }
  return (
    <div className="zi-stack">
      <p className="zr-sub">{t('insurance.rule.hint')}</p>
      <ol className="zi-rules">
        {rules.map((rule, n) => (
          <li key={n} className="zi-card">
            <div className="zi-rule">
              <Mark tone={rule.outcome === 'refer' ? 'pending' : 'danger'}>{t(`insurance.outcome.${rule.outcome}`, { defaultValue: rule.outcome })}</Mark>
              <div>
                <p>{sentenceOf(rule, t)}</p>
                <p className="zr-sub">{t('common.lang') === 'en' ? rule.message.en : rule.message.zh}</p>
              </div>
              {!readOnly && (
                <Button size="small" icon={<EditOutlined aria-hidden />} aria-expanded={open === n} aria-label={t('insurance.rule.edit_of', { n: n + 1, id: rule.id })} onClick={() => setOpen(open === n ? null : n)}>
                  {t(open === n ? 'common.close' : 'insurance.edit.edit')}
                </Button>
              )}
            </div>
            {open !== n && faultsAt(faults, `rules.${n}`, true).length > 0 && <Faults path={`rules.${n}`} deep />}
            {open === n && !readOnly && <RuleForm n={n} rule={rule} facts={facts} removed={() => setOpen(null)} />}
          </li>
        ))}
      </ol>
      {rules.length === 0 && <p>{t('insurance.rule.none')}</p>}
      <Faults path="rules" />
      {!readOnly && <div><Button icon={<PlusOutlined aria-hidden />} onClick={add}>{t('insurance.rule.add')}</Button></div>}
    </div>
  )
}

function RuleForm({ n, rule, facts, removed }: { n: number; rule: Rule; facts: readonly Fact[]; removed: () => void }) {
  const { t } = useTranslation()
  const { push, drop, put } = useEditing()
  const path = `rules.${n}`
  const addComparison = () => {
    const free = facts.find((each) => !rule.when.some((when) => when.fact === each.fact))
    if (free) push(`${path}.when`, { ...comparisonOf(free) })
  }
  return (
    <div className="zi-stack">
      <div className="zi-grid">
        <TextField path={`${path}.id`} label={t('insurance.rule.id')} maxLength={40} />
        <ChoiceField path={`${path}.outcome`} label={t('insurance.rule.outcome')} options={OUTCOMES.map((value) => ({ value, label: t(`insurance.outcome.${value}`) }))}
          onPicked={(outcome) => put(`${path}.authority`, outcome === 'refer' ? 'L2' : null)} />
        {rule.outcome === 'refer' && <ChoiceField path={`${path}.authority`} options={AUTHORITIES.map((value) => ({ value, label: t(`insurance.authority.${value}`) }))} />}
      </div>
      <Faults path={path} />
      <fieldset className="zi-rows">
        <legend>{t('insurance.rule.when')}</legend>
        {rule.when.map((when, m) => (
          <ComparisonRow key={m} path={`${path}.when.${m}`} comparison={when} facts={facts} onRemove={rule.when.length > 1 ? () => drop(`${path}.when.${m}`) : null} n={m + 1} />
        ))}
        <div><Button size="small" icon={<PlusOutlined aria-hidden />} onClick={addComparison}>{t('insurance.rule.add_condition')}</Button></div>
      </fieldset>
      <div className="zi-grid">
        <TextField path={`${path}.message.zh`} label={t('insurance.rule.message_zh')} maxLength={300} />
        <TextField path={`${path}.message.en`} label={t('insurance.rule.message_en')} maxLength={300} />
      </div>
      <div><Button danger icon={<DeleteOutlined aria-hidden />} onClick={() => { drop(path); removed() }}>{t('insurance.rule.remove')}</Button></div>
    </div>
  )
}
