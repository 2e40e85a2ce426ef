/** A reason of a list that the operator keeps; what retired is not offered. */
import { Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { type ReasonList, useReasons } from '../api/reasons'
import FormProblem from './FormProblem'

interface Props {
  list: ReasonList
  id?: string
  value?: string
  onChange?: (code: string) => void
  missing?: boolean
}

export default function ReasonSelect({ list, id, value, onChange, missing = false }: Props) {
  const { t } = useTranslation()
  const asked = useReasons(list)
  return (
    <>
      <Select id={id} value={value} onChange={onChange} loading={asked.isPending} placeholder={t('common.ask.choose')} style={{ width: '100%' }}
        status={missing ? 'error' : undefined} aria-invalid={missing}
        options={asked.data?.map((each) => ({ value: each.code, label: each.label }))} />
      {asked.isLoadingError && <FormProblem error={asked.error} />}
    </>
  )
}
