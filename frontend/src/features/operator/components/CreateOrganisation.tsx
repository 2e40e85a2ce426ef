/** A new bank, district or issuer with its first admin. */
import { Input, Modal, Radio, Select } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import FormProblem from '../../../ui/FormProblem'
import { type Issued, type NewOrganisation, useCreateOrganisation } from '../queries'
import { useDivisions } from '../../../api/divisions'

interface Props {
  close: () => void
  onCreated: (made: Issued) => void
}

const KINDS = ['bank', 'district', 'appraiser', 'guarantor', 'insurer'] as const
const TEXTS = ['name', 'uscc', 'admin_name', 'admin_email'] as const
type TextName = (typeof TEXTS)[number]
const OPTIONAL: readonly TextName[] = ['uscc']
const LEAST = 2

export default function CreateOrganisation({ close, onCreated }: Props) {
  const { t } = useTranslation()
  const id = useId()
  const create = useCreateOrganisation()
  const divisions = useDivisions().data ?? []
  const [kind, setKind] = useState<NewOrganisation['kind']>('bank')
  const [division, setDivision] = useState<string | null>(null)
  const [texts, setTexts] = useState<Record<TextName, string>>({ name: '', uscc: '', admin_name: '', admin_email: '' })
  const [tried, setTried] = useState(false)
  const open = (name: TextName) => !OPTIONAL.includes(name) && texts[name].trim().length < (name === 'name' ? LEAST : 1)
  const needsDivision = kind === 'district' && !division
  const send = () => {
    setTried(true)
    const first = TEXTS.find(open) ?? (needsDivision ? 'division' : undefined)
    if (first) {
      document.getElementById(`${id}-${first}`)?.focus()
      return
    }
    create.mutate(
      {
        kind, division, name: texts.name.trim(), uscc: texts.uscc.trim().toUpperCase() || null,
        admin_name: texts.admin_name.trim(), admin_email: texts.admin_email.trim(),
      },
      { onSuccess: onCreated },
    )
  }
  const field = (name: TextName) => (
    <div className="zr-field">
      <label htmlFor={`${id}-${name}`}>{t(`operator.create.${name}`)}</label>
      <Input id={`${id}-${name}`} value={texts[name]} type={name === 'admin_email' ? 'email' : 'text'} autoComplete="off"
        aria-required={!OPTIONAL.includes(name)} aria-invalid={tried && open(name)} status={tried && open(name) ? 'error' : undefined}
        onChange={(event) => setTexts({ ...texts, [name]: event.target.value })} onPressEnter={send} />
      {tried && open(name) && <div className="field-error" role="alert">{t('common.required')}</div>}
    </div>
  )
  return (
    <Modal open title={t('operator.create.title')} okText={t('operator.create.run')} cancelText={t('common.cancel')}
      confirmLoading={create.isPending} onCancel={close} onOk={send}>
      <div className="zr-form">
        <div className="zr-field">
          <span className="zr-label" id={`${id}-kind`}>{t('operator.orgs.kind')}</span>
          <Radio.Group aria-labelledby={`${id}-kind`} value={kind} onChange={(event) => setKind(event.target.value as NewOrganisation['kind'])}
            options={KINDS.map((value) => ({ value, label: t(`kind.${value}`) }))} />
        </div>
        {field('name')}
        {field('uscc')}
        <div className="zr-field">
          <label htmlFor={`${id}-division`}>{t(`operator.create.division.${kind === 'district' ? 'district' : 'bank'}`)}</label>
          <Select id={`${id}-division`} value={division} onChange={(next) => setDivision(next ?? null)} allowClear showSearch={{ optionFilterProp: 'label' }}
            placeholder={t('common.ask.choose')} status={tried && needsDivision ? 'error' : undefined}
            options={divisions.map((each) => ({ value: each.code, label: each.name }))} />
          {tried && needsDivision && <div className="field-error" role="alert">{t('common.required')}</div>}
        </div>
        {field('admin_name')}
        {field('admin_email')}
        <p className="zr-sub">{t('operator.create.text')}</p>
        <FormProblem error={create.error} />
      </div>
    </Modal>
  )
}
