/** Labelled fields of the product's form: amounts in 万元 kept as fen, shares in % kept as basis points. */
import { Input, InputNumber, Select } from 'antd'
import { type ReactNode, useId } from 'react'
import { useTranslation } from 'react-i18next'
import { DayField } from '../../../../ui/DayField'

interface Base {
  label: string
  wide?: boolean
}

function Frame({ label, wide, children }: Base & { children: (id: string) => ReactNode }) {
  const id = useId()
  return (
    <div className={wide ? 'zr-field zs-wide' : 'zr-field'}>
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  )
}

interface NumberProps extends Base {
  value: number | null
  onChange: (value: number | null) => void
  min?: number
  max?: number
  suffix?: string
  /** What one unit as typed is as kept. */
  scale?: number
  decimals?: number
}

export function NumberField({ label, wide, value, onChange, min = 0, max = 1_000_000, suffix, scale = 1, decimals = 0 }: NumberProps) {
  return (
    <Frame label={label} wide={wide ?? false}>
      {(id) => (
        <InputNumber id={id} min={min} max={max} precision={decimals} value={value === null ? null : value / scale} suffix={suffix}
          onChange={(typed) => onChange(typeof typed === 'number' ? Math.round(typed * scale) : null)} />
      )}
    </Frame>
  )
}

type Plain = Omit<NumberProps, 'scale' | 'decimals' | 'suffix'>

export function MoneyField(props: Plain) {
  const { t } = useTranslation()
  return <NumberField {...props} scale={1_000_000} decimals={2} max={1_000_000_000} suffix={t('shelf.unit.wan')} />
}

export const PercentField = (props: Plain) => <NumberField max={100} {...props} scale={100} decimals={2} suffix="%" />

export function TextField({ label, wide, value, onChange, long = false, max = 300 }: Base & { value: string; onChange: (value: string) => void; long?: boolean; max?: number }) {
  return (
    <Frame label={label} wide={wide ?? false}>
      {(id) => long
        ? <Input.TextArea id={id} value={value} maxLength={max} autoSize={{ minRows: 2, maxRows: 8 }} onChange={(event) => onChange(event.target.value)} />
        : <Input id={id} value={value} maxLength={max} autoComplete="off" onChange={(event) => onChange(event.target.value)} />}
    </Frame>
  )
}

export function DateField({ label, value, onChange }: Base & { value: string; onChange: (value: string) => void }) {
  return <Frame label={label}>{(id) => <DayField id={id} value={value} onChange={(day) => onChange(day ?? value)} />}</Frame>
}

interface Option {
  value: string
  label: string
}

export function OneField({ label, value, onChange, options }: Base & { value: string | null; onChange: (value: string) => void; options: readonly Option[] }) {
  return <Frame label={label}>{(id) => <Select id={id} value={value} onChange={onChange} options={[...options]} popupMatchSelectWidth={false} />}</Frame>
}

export function ManyField({ label, wide, value, onChange, options, free = false }: Base & { value: string[]; onChange: (value: string[]) => void; options: readonly Option[]; free?: boolean }) {
  return (
    <Frame label={label} wide={wide ?? false}>
      {(id) => <Select id={id} mode={free ? 'tags' : 'multiple'} value={value} onChange={onChange} options={[...options]} showSearch={{ optionFilterProp: 'label' }} tokenSeparators={[',', ' ']} />}
    </Frame>
  )
}
