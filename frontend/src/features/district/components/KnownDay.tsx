/** As known on which day: in the address, so that a copied link shows the same. */
import { Button } from 'antd'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { today } from '../../../lib/dates'
import { useListState } from '../../../lib/useListState'
import { DayField } from '../../../ui/DayField'
import Mark from '../../../ui/Mark'
import { dayFault, isDay } from '../known'
import { EMPTY } from '../model'

interface Props {
  known: string | undefined
  onChange: (changes: { known: string | undefined }) => void
  /** The first day of which anything is known. */
  from?: string | undefined
  /** Why the server does not answer for the day. */
  refused?: string | undefined
}

export default function KnownDay({ known, onChange, from, refused }: Props) {
  const { t } = useTranslation()
  const id = useId()
  const { state } = useListState(EMPTY)
  const fault = dayFault(state.known)
  const told = fault ? t(`district.day_fault.${fault}`, { day: today() }) : refused
  const shown = state.known && isDay(state.known) ? state.known : (known ?? today())
  return (
    <>
      <label htmlFor={id}>{t('district.known_on')}</label>
      <span className="d-known">
        <DayField id={id} value={shown} upTo={today()} from={from} invalid={told !== undefined} describedBy={told ? `${id}-error` : undefined}
          onChange={(day) => onChange({ known: day === today() ? undefined : day })} />
      </span>
      {told && <span className="field-error" role="alert" id={`${id}-error`}>{told}</span>}
      {(told !== undefined || (known !== undefined && known < today())) && (
        <>
          {!told && <Mark tone="pending">{t('district.historical')}</Mark>}
          <Button type="link" size="small" onClick={() => onChange({ known: undefined })}>{t('district.to_today')}</Button>
        </>
      )}
    </>
  )
}
