/** Of which year a grade is, and the firm's own paper behind it: a bank may ask for a recent one. */
import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { useOwnDocuments } from '../../api/choices'
import { today } from '../../lib/dates'
import type { NeedDraft } from '../../lib/need'
import Unread from '../Unread'
import Field from './Field'

/** As far back as anybody asks. */
const YEARS = 10

interface Props {
  words: string
  grade: 'taxGrade' | 'creditGrade'
  draft: NeedDraft
  onChange: (change: Partial<NeedDraft>) => void
}

export default function GradeProof({ words, grade, draft, onChange }: Props) {
  const { t } = useTranslation()
  const documents = useOwnDocuments()
  const year = draft[`${grade}Year`]
  const first = Number(today().slice(0, 4))
  const years = Array.from({ length: YEARS }, (_, back) => first - back)
  if (year !== undefined && !years.includes(year)) years.push(year)
  const chosen = draft[`${grade}Document`]
  const files = (documents.data?.items ?? []).map((file) => ({ value: file.id, label: file.name }))
  if (chosen !== undefined && !files.some((file) => file.value === chosen))
    files.push({ value: chosen, label: t(`${words}.facts.gradeChosen`) })
  const id = `need-${grade}`
  return (
    <>
      <Field id={`${id}-year`} label={t(`${words}.facts.${grade}Year`)}>
        <Select
          id={`${id}-year`}
          allowClear
          value={year}
          aria-label={t(`${words}.facts.${grade}Year`)}
          options={years.map((value) => ({ value, label: t(`${words}.facts.gradeYear`, { value }) }))}
          onChange={(picked?: number) => onChange({ [`${grade}Year`]: picked })}
        />
      </Field>
      <Field id={`${id}-document`} label={t(`${words}.facts.${grade}Document`)}>
        <Select
          id={`${id}-document`}
          allowClear
          showSearch
          optionFilterProp="label"
          value={chosen}
          aria-label={t(`${words}.facts.${grade}Document`)}
          notFoundContent={t(`${words}.facts.gradeNoDocument`)}
          options={files}
          onChange={(file?: string) => onChange({ [`${grade}Document`]: file })}
        />
        <div className="need-hint">{t(`${words}.facts.gradeDocumentNote`)}</div>
        <Unread of={[documents]} />
      </Field>
    </>
  )
}
