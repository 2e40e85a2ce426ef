/** What one claim costs, as a mix of laws: weight, law, its two figures. */
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { ChoiceField, Faults, TextField } from '../../edit/fields'
import { useEditing } from '../../edit/context'
import { at, rowsAt } from '../../model/doc'
import { LAWS, newSeverity } from '../../model/plan'

export default function MixTable({ path, title }: { path: string; title: string }) {
  const { t } = useTranslation()
  const { doc, readOnly, push, drop } = useEditing()
  const rows = rowsAt(doc, path)
  return (
    <fieldset className="zi-rows">
      <legend>{title}</legend>
      {rows.map((_, n) => {
        const law = String(at(doc, `${path}.${n}.1`) ?? 'LN')
        return (
          <div key={n} className="zi-row zi-row-4">
            <TextField path={`${path}.${n}.0`} label={t('insurance.plan.weight')} />
            <ChoiceField path={`${path}.${n}.1`} label={t('insurance.plan.law')} options={LAWS.map((value) => ({ value, label: t(`insurance.law.${value}.name`) }))} />
            <TextField path={`${path}.${n}.2`} label={t(`insurance.law.${law}.first`, { defaultValue: '1' })} />
            <TextField path={`${path}.${n}.3`} label={t(`insurance.law.${law}.second`, { defaultValue: '2' })} />
            {!readOnly && <Button type="text" icon={<DeleteOutlined aria-hidden />} aria-label={t('insurance.edit.remove_row', { n: n + 1, of: title })} onClick={() => drop(`${path}.${n}`)} />}
            <Faults path={`${path}.${n}`} />
          </div>
        )
      })}
      <Faults path={path} />
      {!readOnly && rows.length < 6 && <div><Button size="small" icon={<PlusOutlined aria-hidden />} onClick={() => push(path, newSeverity())}>{t('insurance.plan.add_law')}</Button></div>}
    </fieldset>
  )
}
