/** One exact registration number, and the way to what is published under it. */
import { useTranslation } from 'react-i18next'
import NumberForm from '../../../ui/NumberForm'

export default function LookupField() {
  const { t } = useTranslation()
  return (
    <NumberForm page="/register" label={t('public.lookup.number')} send={t('public.lookup.send')} example={t('public.lookup.example')} />
  )
}
