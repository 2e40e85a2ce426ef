/** The structured report: inputs by method, values per right, and the twelve checks as one types. */
import { Button, Checkbox, Input, Radio } from 'antd'
import { useDeferredValue, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '../../../lib/permissions'
import { useKeptDraft } from '../../../lib/useKeptDraft'
import FormProblem from '../../../ui/FormProblem'
import Field from '../../../ui/need/Field'
import OpenSummary from '../../../ui/need/OpenSummary'
import Panel from '../../../ui/Panel'
import ReportChecks from '../../../ui/ReportChecks'
import UploadBox from '../../../ui/UploadBox'
import { type Amounts, type Draft, NO_AMOUNTS, draftOf } from '../draft'
import { METHODS, type Method, isIncome } from '../methods'
import { readReport } from '../model'
import { type Order, useLiveChecks, useStep } from '../queries'
import MethodFields, { RateField } from './MethodFields'

const idOf = (key: string) => `ap-${key.replaceAll('.', '-')}`

export default function ReportForm({ order }: { order: Order }) {
  const { t } = useTranslation()
  const agency = useMe().organisation.name
  const newest = order.reports.find((each) => each.state !== 'returned')
  const kept = useKeptDraft<Draft>(`appraisal.report.${order.id}`, draftOf(order, order.reports[0]?.content))
  const [file, setFile] = useState<{ id: string; name: string } | null>(newest?.file_id ? { id: newest.file_id, name: newest.file_name ?? '' } : null)
  const [attempt, setAttempt] = useState(0)
  const [saved, setSaved] = useState(kept.restoredAt === null ? { draft: kept.value, file } : null)
  const step = useStep(order.id)
  const draft = kept.value
  const isChanged = saved?.draft !== draft || saved.file !== file
  const now = useRef(draft)
  useEffect(() => { now.current = draft })
  const { report, trial, open } = readReport(draft, order, agency)
  const live = useLiveChecks(order.id, useDeferredValue(trial))
  const change = (part: Partial<Draft>) => kept.set({ ...draft, ...part })
  const errorOf = (key: string): string | undefined => {
    const line = open[key]
    if (line === undefined || attempt === 0) return undefined
    return line > 0 ? t('appraisal.form.line', { n: line }) : t('appraisal.form.missing')
  }
  const arithmetic = live.data?.checks.find((each) => each.check === 'arithmetic')?.evidence ?? []
  const runOf = (about: string): number | null => {
    const found = trial === null ? null : arithmetic.find((each) => each.about === about)?.found
    return found && /^-?\d+$/u.test(found) ? Number(found) : null
  }
  const save = () => {
    setAttempt(attempt + 1)
    if (report) {
      step.mutate({ action: 'report', body: { report, file_id: file?.id ?? null } }, {
        // What was typed while it was on its way is in no version yet.
        onTaken: () => { if (now.current === draft) kept.drop() },
        onSuccess: () => { setAttempt(0); setSaved({ draft, file }) },
      })
    }
  }
  const labelOf = (key: string): string => {
    const [head = '', name = ''] = key.split('.')
    if (METHODS.includes(head as Method)) {
      const part = name === 'source' ? t('appraisal.form.source') : t(`appraisal.form.ask.${name}`, { defaultValue: t(`worth.figure.${name}`) })
      return `${t(`appraisal.about.${head}`)}${t('common.colon')}${part}`
    }
    return t(`appraisal.form.open_${head}`)
  }
  const text = (name: 'reportNo' | 'reason' | 'assumptions' | 'limits', rows = 0) => {
    const shared = { id: idOf(name), value: draft[name], status: errorOf(name) ? 'error' as const : undefined, 'aria-describedby': `${idOf(name)}-error` }
    return (
      <Field id={idOf(name)} wide label={t(`appraisal.form.${name}`)} error={errorOf(name)}>
        {rows > 0
          ? <Input.TextArea {...shared} rows={rows} maxLength={2000} onChange={(event) => change({ [name]: event.target.value })} />
          : <Input {...shared} maxLength={60} onChange={(event) => change({ [name]: event.target.value })} />}
      </Field>
    )
  }
  const amounts = (key: string, label: string, value: Amounts, set: (value: Amounts) => void) => (
    <fieldset className="ap-rate" id={idOf(key)} tabIndex={-1} aria-describedby={`${idOf(key)}-error`}>
      <legend>{label}</legend>
      <div className="ap-three">
        {(['low', 'central', 'high'] as const).map((part) => (
          <label key={part} htmlFor={`${idOf(key)}-${part}`}>
            <span className="need-hint">{t(`appraisal.form.${part}`)}</span>
            <Input id={`${idOf(key)}-${part}`} inputMode="decimal" maxLength={24} value={value[part]} status={errorOf(key) ? 'error' : undefined} onChange={(event) => set({ ...value, [part]: event.target.value })} />
          </label>
        ))}
      </div>
      <div id={`${idOf(key)}-error`} className="need-error" aria-live="polite">{errorOf(key)}</div>
    </fieldset>
  )
  const several = order.rights.length > 1
  return (
    <div className="ap-report">
      <form className="zr-form" onSubmit={(event) => { event.preventDefault(); save() }} noValidate>
        {attempt > 0 && Object.keys(open).length > 0 && (
          <OpenSummary key={attempt} title={t('appraisal.form.openN', { n: Object.keys(open).length })} items={Object.keys(open).map((key) => ({ id: idOf(key), label: labelOf(key) }))} />
        )}
        {text('reportNo')}
        {order.rights.map((each) => (
          <Field key={each.right_id} id={idOf(`owner.${each.right_id}`)} wide label={t('appraisal.form.owner', { label: each.label })} error={errorOf(`owner.${each.right_id}`)}>
            <Input id={idOf(`owner.${each.right_id}`)} value={draft.owners[each.right_id] ?? ''} maxLength={200}
              onChange={(event) => change({ owners: { ...draft.owners, [each.right_id]: event.target.value } })} />
          </Field>
        ))}
        <div className="zr-field" id={idOf('chosen')} tabIndex={-1}>
          <span className="zr-label" id="ap-methods">{t('appraisal.form.methods')}</span>
          <Checkbox.Group className="ap-choices" aria-labelledby="ap-methods" value={draft.chosen} onChange={(next) => change({ chosen: METHODS.filter((each) => next.includes(each)) })}
            options={METHODS.map((value) => ({ value, label: t(`appraisal.about.${value}`) }))} />
          {errorOf('chosen') && <div className="field-error" role="alert">{errorOf('chosen')}</div>}
        </div>
        {draft.chosen.some(isIncome) && (
          <fieldset className="ap-method">
            <legend>{t('appraisal.form.discounting')}</legend>
            <RateField id={idOf('discount')} label={`${t('worth.figure.discount_rate')} (%)`} value={draft.discount} error={errorOf('discount')} onChange={(discount) => change({ discount })} />
            <div className="need-grid" id={idOf('timing')} tabIndex={-1}>
              {(['firstPeriod', 'startsAfter'] as const).map((name) => (
                <Field key={name} id={idOf(name)} label={t(`appraisal.form.${name}`)} error={errorOf('timing')}>
                  <Input id={idOf(name)} inputMode="decimal" maxLength={12} suffix={t('appraisal.form.years')} value={draft[name]} onChange={(event) => change({ [name]: event.target.value })} />
                </Field>
              ))}
            </div>
            <Checkbox checked={draft.midYear} onChange={(event) => change({ midYear: event.target.checked })}>{t('appraisal.form.midYear')}</Checkbox>
          </fieldset>
        )}
        {draft.chosen.map((method) => <MethodFields key={method} method={method} draft={draft} run={runOf(method)} errorOf={errorOf} change={change} />)}
        {draft.chosen.length > 1 && (
          <fieldset className="ap-method">
            <legend>{t('appraisal.form.weighing')}</legend>
            <div className="need-grid">
              {draft.chosen.map((method) => (
                <Field key={method} id={idOf(`weight.${method}`)} label={t('appraisal.form.weightOf', { method: t(`appraisal.about.${method}`) })} error={errorOf(`weight.${method}`)}>
                  <Input id={idOf(`weight.${method}`)} inputMode="decimal" maxLength={8} value={draft.weights[method] ?? '1'} onChange={(event) => change({ weights: { ...draft.weights, [method]: event.target.value } })} />
                </Field>
              ))}
            </div>
            {text('reason', 2)}
          </fieldset>
        )}
        {amounts('whole', t('appraisal.form.whole'), draft.whole, (whole) => change({ whole }))}
        {several && (
          <div className="zr-field">
            <span className="zr-label" id="ap-values">{t('appraisal.form.values')}</span>
            <Radio.Group aria-labelledby="ap-values" value={draft.bundle} onChange={(event) => change({ bundle: event.target.value as boolean })}
              options={[{ value: true, label: t('appraisal.form.bundle') }, { value: false, label: t('appraisal.form.perRight') }]} />
          </div>
        )}
        {several && !draft.bundle && order.rights.map((each) => (
          <div key={each.right_id}>
            {amounts(`perRight.${each.right_id}`, t('appraisal.form.valueOf', { label: each.label }), draft.perRight[each.right_id] ?? NO_AMOUNTS, (value) => change({ perRight: { ...draft.perRight, [each.right_id]: value } }))}
          </div>
        ))}
        {text('assumptions', 3)}
        {text('limits', 2)}
        {draft.signers.map((each, index) => (
          <div className="ap-pair" key={String(index)} id={idOf(`signer.${index}`)} tabIndex={-1}>
            {(['name', 'certificate'] as const).map((name) => (
              <Field key={name} id={idOf(`${name}.${index}`)} label={t(`appraisal.form.${name}`, { n: index + 1 })} error={each[name].trim() === '' ? errorOf(`signer.${index}`) : undefined}>
                <Input id={idOf(`${name}.${index}`)} value={each[name]} maxLength={40} onChange={(event) => change({ signers: draft.signers.map((one, at) => (at === index ? { ...one, [name]: event.target.value } : one)) })} />
              </Field>
            ))}
          </div>
        ))}
        <div className="zr-field">
          <span className="zr-label">{t('appraisal.form.file')}</span>
          {file && <span>{file.name}</span>}
          <UploadBox kind="valuation_report" label={t('appraisal.form.upload')} onUploaded={setFile} />
        </div>
        <FormProblem error={step.error} />
        <div className="ap-actions">
          <Button type="primary" htmlType="submit" loading={step.isPending}>{t('appraisal.form.save')}</Button>
          <span className="zr-sub" role="status">{isChanged ? t('appraisal.form.unsaved') : newest ? t('appraisal.form.saved', { n: newest.version }) : ''}</span>
        </div>
      </form>
      <div className="ap-live">
        <Panel title={t('appraisal.checks.title')} sub={t('appraisal.checks.live')}>
          {trial === null ? <p className="zr-sub">{t('appraisal.form.open')}</p> : live.error ? <FormProblem error={live.error} /> : live.data && <ReportChecks checks={live.data.checks} />}
        </Panel>
      </div>
    </div>
  )
}
