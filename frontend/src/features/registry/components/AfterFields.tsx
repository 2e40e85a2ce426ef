/** The fields of a change, a cancellation, CNIPA's answer to either, and a revocation. */
import { Checkbox, Form, Input, Radio, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { today } from '../../../lib/dates'
import { DayField } from '../../../ui/DayField'
import Mark from '../../../ui/Mark'
import { ScanField } from '../../../ui/ScanField'
import { type AfterName, GROUNDS, ITEMS, type Item, isEssential, isNew, lastDay, standing } from '../after'
import { obstacles, type Pledge } from '../model'
import { usePreflight } from '../queries'

const A = 'registry.after'

export function AfterFields({ name, pledge }: { name: AfterName; pledge: Pledge }) {
  switch (name) {
    case 'change':
      return <Change pledge={pledge} />
    case 'cancellation':
      return <Cancellation pledge={pledge} />
    case 'change-result':
    case 'cancellation-result':
      return <Answer name={name} pledge={pledge} />
    case 'revocation':
      return <><Day name="day" label="revoked_on" from={pledge.registration?.registered_on} /><Words label="revoked_why" needed /><Scan label="notice" needed={false} /></>
  }
}

function Change({ pledge }: { pledge: Pledge }) {
  const { t } = useTranslation()
  const items = Form.useWatch('items') as Item[] | undefined
  const changed = Form.useWatch('changed_on') as string | undefined
  const filed = Form.useWatch('day') as string | undefined
  const essential = isEssential(items)
  const last = lastDay(changed)
  const late = essential && last !== null && filed !== undefined && filed > last
  return (
    <>
      <Form.Item name="items" label={t(`${A}.items`)} rules={[{ type: 'array', min: 1, message: t(`${A}.items_needed`) }]}>
        <Checkbox.Group className="zp-checks" options={ITEMS.map((value) => ({ value, label: t(`${A}.item.${value}`) }))} />
      </Form.Item>
      {ITEMS.filter((each) => items?.includes(each)).map((item) => <NewValue key={item} item={item} pledge={pledge} />)}
      <Day name="changed_on" label="changed_on" from={pledge.registration?.registered_on} />
      <Day name="day" label="filed_on" from={changed} />
      {essential && last !== null && (
        <p>{late ? <Mark tone="warning">{t(`${A}.late`, { date: last })}</Mark> : <Mark tone="info">{t(`${A}.until`, { date: last })}</Mark>}</p>
      )}
      <Proof essential={essential} label={essential ? 'agreement' : 'proof'} />
      <Words label="change_why" />
      <Standing pledge={pledge} />
    </>
  )
}

function NewValue({ item, pledge }: { item: Item; pledge: Pledge }) {
  const { t } = useTranslation()
  const now = standing(pledge, item)
  const shown = item === 'claim_kind' && now !== '' ? t(`registry.terms.claim.${now}`) : now
  return (
    <Form.Item name={['values', item]} label={t(`${A}.new`, { item: t(`${A}.item.${item}`) })} extra={t(`${A}.now`, { value: shown || t('registry.terms.unset') })}
      rules={[{ validator: (_, value: string | undefined) => isNew(pledge, item, value) ? Promise.resolve() : Promise.reject(new Error(t(`${A}.same`))) }]}>
      {item === 'claim_kind' ? (
        <Radio.Group options={(['single', 'max_amount'] as const).map((value) => ({ value, label: t(`registry.terms.claim.${value}`) }))} />
      ) : item === 'performance_to' ? <DayField /> : item === 'scope' ? <Input.TextArea rows={3} maxLength={2000} />
        : <Input maxLength={200} inputMode={item === 'secured_fen' ? 'decimal' : 'text'} autoComplete="off" />}
    </Form.Item>
  )
}

/** What CNIPA will find in the way of the rights today; a filing is not refused for it here. */
function Standing({ pledge }: { pledge: Pledge }) {
  const { t } = useTranslation()
  const preflight = usePreflight(pledge.id)
  if (preflight.data === undefined) return null
  // Its own registration is no second pledge.
  const grounds = obstacles(preflight.data).grounds.filter((each) => each.ground !== 9)
  return (
    <section className="zp-standing" aria-label={t(`${A}.preflight`)}>
      <strong>{t(`${A}.preflight`)}</strong>
      {grounds.length === 0 ? <p className="zp-small">{t(`${A}.preflight_clear`)}</p> : (
        <ul className="zp-list">
          {grounds.map((each) => (
            <li key={each.ground}>{t('registry.open.ground', { ground: each.ground, answer: t(`preflight.answer.${each.answer}`), name: t(`preflight.ground.${each.ground}`) })}</li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Cancellation({ pledge }: { pledge: Pledge }) {
  const { t } = useTranslation()
  const ground = Form.useWatch('ground') as string | undefined
  const ended = Form.useWatch('ended_on') as string | undefined
  return (
    <>
      <Form.Item name="ground" label={t(`${A}.ground`)} rules={[{ required: true, message: t('registry.form.choose') }]}>
        <Select options={GROUNDS.map((value) => ({ value, label: t(`${A}.grounds.${value}`) }))} />
      </Form.Item>
      <Day name="ended_on" label="ended_on" from={pledge.registration?.registered_on} />
      <Day name="day" label="filed_on" from={ended} />
      <Proof essential={false} label="extinction" />
      <Words label="statement" needed={ground === 'other_law'} />
    </>
  )
}

function Answer({ name, pledge }: { name: 'change-result' | 'cancellation-result'; pledge: Pledge }) {
  const { t } = useTranslation()
  const outcome = Form.useWatch('outcome') as string | undefined
  return (
    <>
      <Form.Item name="outcome" label={t(`${A}.outcome`)}>
        <Radio.Group options={(['approved', 'rejected'] as const).map((value) => ({ value, label: t(`${A}.${name}.${value}`) }))} />
      </Form.Item>
      <Day name="day" label="decided_on" from={pledge.pending?.filed_on} />
      <Scan label="notice" needed={outcome !== 'rejected'} />
      <Words label="said" needed={outcome === 'rejected'} />
    </>
  )
}

function Day({ name, label, from }: { name: string; label: string; from?: string | undefined }) {
  const { t } = useTranslation()
  return (
    <Form.Item name={name} label={t(`${A}.${label}`)} rules={[{ required: true, message: t('registry.form.date_needed') }]}>
      <DayField upTo={today()} from={from} />
    </Form.Item>
  )
}

function Words({ label, needed = false }: { label: string; needed?: boolean }) {
  const { t } = useTranslation()
  return (
    <Form.Item name="reason" label={t(`${A}.${label}`)} rules={[{ required: needed, whitespace: needed, message: t('registry.form.reason_needed') }]}>
      <Input.TextArea rows={3} maxLength={2000} />
    </Form.Item>
  )
}

/** The agreement of an essential change; for the rest the proof, or an undertaking in its place. */
function Proof({ essential, label }: { essential: boolean; label: string }) {
  const { t } = useTranslation()
  const undertaking = Form.useWatch('undertaking') as boolean | undefined
  return (
    <>
      <Scan label={label} needed={essential || undertaking !== true} />
      {!essential && (
        <Form.Item name="undertaking" valuePropName="checked" extra={t(`${A}.undertaking_help`)}>
          <Checkbox>{t(`${A}.undertaking`)}</Checkbox>
        </Form.Item>
      )}
    </>
  )
}

function Scan({ label, needed }: { label: string; needed: boolean }) {
  const { t } = useTranslation()
  return (
    <Form.Item name="scan" label={t(`${A}.${label}`)} extra={t('evidence.scan_help')} rules={[{ required: needed, message: t('evidence.scan_wanted') }]}>
      <ScanField label={t(`${A}.${label}`)} />
    </Form.Item>
  )
}
