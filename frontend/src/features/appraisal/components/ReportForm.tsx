/** The structured report: inputs pasted from a spreadsheet, the result as stated, and the twelve checks as one types. */
import { Button, Checkbox, Input, Radio } from 'antd'
import { useDeferredValue, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMe } from '../../../lib/permissions'
import { useKeptDraft } from '../../../lib/useKeptDraft'
import FormProblem from '../../../ui/FormProblem'
import Panel from '../../../ui/Panel'
import ReportChecks from '../../../ui/ReportChecks'
import UploadBox from '../../../ui/UploadBox'
import { blank, type Draft, reportOf, series } from '../model'
import { type Order, useLiveChecks, useStep } from '../queries'

type Text = 'reportNo' | 'source' | 'rate' | 'rateLow' | 'rateHigh' | 'tax' | 'discount' | 'low' | 'central' | 'high'
const METHODS = ['relief_from_royalty', 'sales_share'] as const

export default function ReportForm({ order }: { order: Order }) {
  const { t } = useTranslation()
  const id = useId()
  const agency = useMe().organisation.name
  const kept = useKeptDraft<Draft>(`appraisal.${order.id}`, blank(order))
  const newest = order.reports.find((each) => each.state !== 'returned')
  const [file, setFile] = useState<{ id: string; name: string } | null>(newest?.file_id ? { id: newest.file_id, name: newest.file_name ?? '' } : null)
  const [tried, setTried] = useState(false)
  const step = useStep(order.id)
  const draft = kept.value
  const report = reportOf(draft, order, agency)
  const checked = useDeferredValue(report)
  const live = useLiveChecks(order.id, checked)
  const change = (part: Partial<Draft>) => kept.set({ ...draft, ...part })
  const field = (name: Text) => (
    <div className="zr-field">
      <label htmlFor={`${id}-${name}`}>{t(`appraisal.form.${name}`)}</label>
      <Input id={`${id}-${name}`} value={draft[name]} maxLength={200} onChange={(event) => change({ [name]: event.target.value })} />
    </div>
  )
  const periods = series(draft.sales)
  const save = () => {
    setTried(true)
    if (report) step.mutate({ action: 'report', body: { report, file_id: file?.id ?? null } })
  }
  return (
    <div className="ap-report">
      <form className="zr-form" onSubmit={(event) => { event.preventDefault(); save() }} noValidate>
        {field('reportNo')}
        {order.rights.map((each) => (
          <div className="zr-field" key={each.right_id}>
            <label htmlFor={`${id}-owner-${each.right_id}`}>{t('appraisal.form.owner', { label: each.label })}</label>
            <Input id={`${id}-owner-${each.right_id}`} value={draft.owners[each.right_id] ?? ''} maxLength={200}
              onChange={(event) => change({ owners: { ...draft.owners, [each.right_id]: event.target.value } })} />
          </div>
        ))}
        <div className="zr-field">
          <span className="zr-label" id={`${id}-method`}>{t('appraisal.form.method')}</span>
          <Radio.Group aria-labelledby={`${id}-method`} value={draft.method} onChange={(event) => change({ method: event.target.value as Draft['method'] })}
            options={METHODS.map((value) => ({ value, label: t(`appraisal.about.${value}`) }))} />
        </div>
        <div className="zr-field">
          <label htmlFor={`${id}-sales`}>{t('appraisal.form.sales')}</label>
          <Input.TextArea id={`${id}-sales`} rows={3} value={draft.sales} aria-describedby={`${id}-sales-hint`} onChange={(event) => change({ sales: event.target.value })} />
          <span className="zr-sub" id={`${id}-sales-hint`}>{periods ? t('appraisal.form.periods', { n: periods.length }) : t('appraisal.form.salesHint')}</span>
        </div>
        {field('source')}
        <div className="ap-pair">{field('rate')}{field('rateLow')}{field('rateHigh')}</div>
        <div className="ap-pair">{field('discount')}{draft.method === 'relief_from_royalty' && field('tax')}</div>
        <Checkbox checked={draft.midYear} onChange={(event) => change({ midYear: event.target.checked })}>{t('appraisal.form.midYear')}</Checkbox>
        <div className="ap-pair">{field('low')}{field('central')}{field('high')}</div>
        <div className="zr-field">
          <label htmlFor={`${id}-assumptions`}>{t('appraisal.form.assumptions')}</label>
          <Input.TextArea id={`${id}-assumptions`} rows={3} value={draft.assumptions} onChange={(event) => change({ assumptions: event.target.value })} />
        </div>
        {draft.signers.map((each, index) => (
          <div className="ap-pair" key={String(index)}>
            {(['name', 'certificate'] as const).map((name) => (
              <div className="zr-field" key={name}>
                <label htmlFor={`${id}-${name}-${index}`}>{t(`appraisal.form.${name}`, { n: index + 1 })}</label>
                <Input id={`${id}-${name}-${index}`} value={each[name]} maxLength={40}
                  onChange={(event) => change({ signers: draft.signers.map((one, at) => (at === index ? { ...one, [name]: event.target.value } : one)) })} />
              </div>
            ))}
          </div>
        ))}
        <div className="zr-field">
          <span className="zr-label">{t('appraisal.form.file')}</span>
          {file && <span>{file.name}</span>}
          <UploadBox kind="valuation_report" label={t('appraisal.form.upload')} onUploaded={setFile} />
        </div>
        {tried && !report && <div className="field-error" role="alert">{t('appraisal.form.open')}</div>}
        <FormProblem error={step.error} />
        <div className="ap-actions">
          <Button type="primary" htmlType="submit" loading={step.isPending}>{t('appraisal.form.save')}</Button>
          {newest && <span className="zr-sub" role="status">{t('appraisal.form.saved', { n: newest.version })}</span>}
        </div>
      </form>
      <Panel title={t('appraisal.checks.title')} sub={t('appraisal.checks.live')}>
        {live.error ? <FormProblem error={live.error} /> : live.data ? <ReportChecks checks={live.data.checks} /> : <p className="zr-sub">{t('appraisal.form.open')}</p>}
      </Panel>
    </div>
  )
}
