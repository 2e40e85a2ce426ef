/** Who bears a quote's risk, until somebody takes it: the lead keeps what the co-insurers do not take, and names its reinsurers. */
import { Button, Input, InputNumber, Modal, Select } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMay, useMe } from '../../../lib/permissions'
import ErrorState from '../../../ui/ErrorState'
import FormProblem from '../../../ui/FormProblem'
import Mark from '../../../ui/Mark'
import SkeletonRows from '../../../ui/SkeletonRows'
import { type Line, useProducts } from '../queries'
import { type Placed, usePlace, usePlacement } from './queries'
import { type Ceded, leadPpm, PPM_PER_PERCENT, type Taken, unfit } from './placing'

export default function Placement({ quote, line }: { quote: string; line: Line }) {
  const { t } = useTranslation()
  const may = useMay('underwrite')
  const asked = usePlacement(quote)
  const [open, setOpen] = useState(false)
  if (asked.isPending) return <SkeletonRows rows={1} />
  if (asked.isLoadingError) return <ErrorState compact error={asked.error} retry={() => void asked.refetch()} />
  const { participations, facultative } = asked.data
  return (
    <div className="zu-placement">
      {participations.length === 0 && <p>{t('insurance.placing.alone')}</p>}
      <ul>
        {participations.map((each) => (
          <li key={each.n}>
            {each.insurer} <span className="num">{each.share_ppm / PPM_PER_PERCENT}%</span>{' '}
            {each.signed_at ? <Mark tone="success">{t('insurance.placing.signed')}</Mark> : <Mark tone="pending">{t('insurance.placing.unsigned')}</Mark>}
          </li>
        ))}
        {facultative?.map((each) => (
          <li key={`c${each.n}`}>{t('insurance.placing.ceded', { name: each.reinsurer })} <span className="num">{each.cession_ppm / PPM_PER_PERCENT}%</span></li>
        ))}
      </ul>
      {may && <Button onClick={() => setOpen(true)}>{t('insurance.placing.open')}</Button>}
      {open && <Form quote={quote} line={line} now={asked.data} close={() => setOpen(false)} />}
    </div>
  )
}

function Form({ quote, line, now, close }: { quote: string; line: Line; now: Placed; close: () => void }) {
  const { t } = useTranslation()
  const id = useId()
  const own = useMe().organisation
  const send = usePlace(quote)
  const offered = useProducts({ line, limit: 100 }).data?.items ?? []
  const [taken, setTaken] = useState<Taken[]>(() => now.participations.filter(({ n }) => n > 1).map((each) => ({ insurer: each.insurer_id, percent: each.share_ppm / PPM_PER_PERCENT })))
  const [ceded, setCeded] = useState<Ceded[]>(() => (now.facultative ?? []).map((each) => ({ reinsurer: each.reinsurer, percent: each.cession_ppm / PPM_PER_PERCENT })))
  const [tried, setTried] = useState(false)
  const names = new Map([
    ...now.participations.map((each) => [each.insurer_id, each.insurer] as const),
    ...offered.map(({ insurer }) => [insurer.id, insurer.name] as const),
  ])
  names.delete(own.id)
  const wrong = unfit(taken, ceded)
  const change = <T,>(rows: T[], n: number, part: Partial<T>) => rows.map((row, m) => (m === n ? { ...row, ...part } : row))
  const submit = () => {
    setTried(true)
    if (wrong) return
    send.mutate({
      participations: [{ insurer_id: own.id, share_ppm: leadPpm(taken) }, ...taken.map((each) => ({ insurer_id: each.insurer ?? '', share_ppm: Math.round((each.percent ?? 0) * PPM_PER_PERCENT) }))],
      facultative: ceded.map((each) => ({ reinsurer: each.reinsurer.trim(), cession_ppm: Math.round((each.percent ?? 0) * PPM_PER_PERCENT) })),
    }, { onSuccess: close })
  }
  const percent = (value: number | null, name: string, onChange: (to: number | null) => void) => (
    <InputNumber value={value} onChange={onChange} min={0.0001} max={100} precision={4} suffix="%" aria-label={name} className="zu-percent" />
  )
  return (
    <Modal open title={t('insurance.placing.title')} okText={t('insurance.placing.save')} cancelText={t('common.cancel')} confirmLoading={send.isPending} onOk={submit} onCancel={close}>
      <div className="zr-form">
        <p>{t('insurance.placing.text')}</p>
        <p><strong>{own.name}</strong> · {t('insurance.placing.lead')} <span className="num">{leadPpm(taken) / PPM_PER_PERCENT}%</span></p>
        <fieldset className="zu-rows">
          <legend id={`${id}-co`}>{t('insurance.placing.co')}</legend>
          {taken.map((row, n) => (
            <div key={n} className="zu-row">
              <Select value={row.insurer} onChange={(insurer) => setTaken(change(taken, n, { insurer }))} placeholder={t('insurance.placing.choose')} aria-label={t('insurance.placing.co_n', { n: n + 1 })}
                options={[...names].map(([value, label]) => ({ value, label, disabled: taken.some((each, m) => m !== n && each.insurer === value) }))} />
              {percent(row.percent, t('insurance.placing.share_n', { n: n + 1 }), (to) => setTaken(change(taken, n, { percent: to })))}
              <Button onClick={() => setTaken(taken.filter((_, m) => m !== n))} aria-label={t('insurance.placing.drop_n', { n: n + 1 })}>{t('insurance.placing.drop')}</Button>
            </div>
          ))}
          <div><Button onClick={() => setTaken([...taken, { percent: null }])} disabled={taken.length >= names.size}>{t('insurance.placing.add_co')}</Button></div>
        </fieldset>
        <fieldset className="zu-rows">
          <legend>{t('insurance.placing.re')}</legend>
          {ceded.map((row, n) => (
            <div key={n} className="zu-row">
              <Input value={row.reinsurer} maxLength={200} onChange={(event) => setCeded(change(ceded, n, { reinsurer: event.target.value }))} aria-label={t('insurance.placing.re_n', { n: n + 1 })} />
              {percent(row.percent, t('insurance.placing.cession_n', { n: n + 1 }), (to) => setCeded(change(ceded, n, { percent: to })))}
              <Button onClick={() => setCeded(ceded.filter((_, m) => m !== n))} aria-label={t('insurance.placing.drop_re_n', { n: n + 1 })}>{t('insurance.placing.drop')}</Button>
            </div>
          ))}
          <div><Button onClick={() => setCeded([...ceded, { reinsurer: '', percent: null }])} disabled={ceded.length >= 20}>{t('insurance.placing.add_re')}</Button></div>
        </fieldset>
        {tried && wrong && <div className="field-error" role="alert">{t(`insurance.placing.wrong.${wrong}`)}</div>}
        <FormProblem error={send.error} />
      </div>
    </Modal>
  )
}
