/** What the server said of the document as it stands. */
import { useTranslation } from 'react-i18next'
import Mark from '../../../ui/Mark'
import type { Checked } from '../edit/useChecked'

const TONES = { waiting: 'pending', right: 'success', wrong: 'danger', unreachable: 'warning' } as const

export default function CheckedMark({ state, count }: { state: Checked; count: number }) {
  const { t } = useTranslation()
  return (
    <span role="status"><Mark tone={TONES[state]}>{state === 'wrong' ? t('insurance.edit.wrong_n', { count }) : t(`insurance.checked.${state}`)}</Mark></span>
  )
}
