/** Each territory: how often, by which exposure, and what a claim costs there. */
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Input } from 'antd'
import { useTranslation } from 'react-i18next'
import { Faults, TextField } from '../../edit/fields'
import { useEditing } from '../../edit/context'
import { keysAt } from '../../model/doc'
import { COSTS, freeKey, newRight, newTerritory, PERILS, territoryWords } from '../../model/plan'
import MixTable from './MixTable'

export function Territories() {
  const { t } = useTranslation()
  const { doc, readOnly, put } = useEditing()
  const codes = keysAt(doc, 'territory')
  return (
    <div className="zi-stack">
      <Faults path="territory" />
      {codes.map((code, n) => <Territory key={n} code={code} last={codes.length === 1} />)}
      {!readOnly && <div><Button icon={<PlusOutlined aria-hidden />} onClick={() => put(`territory.${freeKey(codes, 'T-')}`, newTerritory())}>{t('insurance.plan.add_territory')}</Button></div>}
    </div>
  )
}

function Territory({ code, last }: { code: string; last: boolean }) {
  const { t } = useTranslation()
  const { readOnly, rename, drop } = useEditing()
  const path = `territory.${code}`
  const name = territoryWords(code, t)
  return (
    <section className="zi-card" aria-label={name}>
      <header>
        <h3>{name}</h3>
        {!readOnly && <Input className="zi-code" aria-label={t('insurance.plan.code_of', { name })} value={code} maxLength={16} onChange={(event) => rename('territory', code, event.target.value.toUpperCase().replaceAll('.', ''))} />}
        {!readOnly && !last && <Button type="text" danger icon={<DeleteOutlined aria-hidden />} onClick={() => drop(path)}>{t('insurance.edit.remove')}</Button>}
      </header>
      <Faults path={path} />
      <div className="zi-grid">
        <TextField path={`${path}.l0`} />
        <TextField path={`${path}.Eref`} suffix={t('insurance.unit.yuan')} />
        <TextField path={`${path}.b`} />
      </div>
      <div className="zi-halves">{COSTS.map((cost) => <MixTable key={cost} path={`${path}.${cost}`} title={t(`insurance.cost.${cost}`)} />)}</div>
    </section>
  )
}

export function Rights() {
  const { t } = useTranslation()
  const { doc, readOnly, put, drop } = useEditing()
  const rated = keysAt(doc, 'right')
  return (
    <div className="zi-stack">
      <Faults path="right" />
      {PERILS.map((peril) => (
        <section key={peril} className="zi-card" aria-label={t(`insurance.part.${peril}`)}>
          <header>
            <h3>{t(`insurance.part.${peril}`)}</h3>
            {!readOnly && (rated.includes(peril)
              ? <Button type="text" danger icon={<DeleteOutlined aria-hidden />} onClick={() => drop(`right.${peril}`)}>{t('insurance.edit.remove')}</Button>
              : <Button icon={<PlusOutlined aria-hidden />} onClick={() => put(`right.${peril}`, newRight())}>{t('insurance.plan.rate_it')}</Button>)}
          </header>
          {rated.includes(peril)
            ? <><div className="zi-grid"><TextField path={`right.${peril}.l0`} /></div><MixTable path={`right.${peril}.sev`} title={t('insurance.plan.claim_cost')} /></>
            : <p className="zr-sub">{t('insurance.plan.not_rated')}</p>}
        </section>
      ))}
    </div>
  )
}
