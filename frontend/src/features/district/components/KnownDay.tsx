/** As known on which day: in the address, so that a copied link shows the same. */
import { Button } from 'antd'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { today } from '../../../lib/dates'
import { DayField } from '../../../ui/DayField'
import Mark from '../../../ui/Mark'

interface Props {
  known: string | undefined
  onChange: (changes: { known: string | undefined }) => void
}

export default function KnownDay({ known, onChange }: Props) {
  const { t } = useTranslation()
  const id = useId()
  return (
    <>
      <label htmlFor={id}>{t('district.known_on')}</label>
      <span className="d-known">
        <DayField id={id} value={known ?? today()} upTo={today()} onChange={(day) => onChange({ known: day === today() ? undefined : day })} />
      </span>
      {known !== undefined && known < today() && (
        <>
          <Mark tone="pending">{t('district.historical')}</Mark>
          <Button type="link" size="small" onClick={() => onChange({ known: undefined })}>{t('district.to_today')}</Button>
        </>
      )}
    </>
  )
}
