/** The state of a record under its one name, in its one colour. */
import { useTranslation } from 'react-i18next'
import { toneOf } from '../lib/status'
import Mark from './Mark'

export default function StatusTag({ subject, state }: { subject: string; state: string }) {
  const { t } = useTranslation()
  return <Mark tone={toneOf(subject, state)}>{t(`status.${subject}.${state}`)}</Mark>
}
