import { Button, Checkbox, Input, Radio, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { DayField } from '../../../ui/DayField'
import Field from '../../../ui/need/Field'
import FormProblem from '../../../ui/FormProblem'
import OpenSummary from '../../../ui/need/OpenSummary'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import RightsPicker from '../../../ui/need/RightsPicker'
import UploadBox from '../../../ui/UploadBox'
import Unread from '../../../ui/Unread'
import { today } from '../../../lib/dates'
import { useKeptDraft } from '../../../lib/useKeptDraft'
import RangeFields from '../components/RangeFields'
import ValuesPerRight from '../components/ValuesPerRight'
import {
  METHODS,
  blank,
  openFields,
  statementOf,
  type ValuationDraft,
  type ValuationField,
} from '../model'
import { useAssetChoice } from '../../../api/choices'
import { useStateValuation } from '../queries'

const LABELS: Record<ValuationField, string> = {
  rights: 'valuation.form.rights',
  value: 'valuation.form.value',
  method: 'valuation.form.method',
  base: 'valuation.form.base',
  valuer: 'valuation.form.valuer',
  report: 'valuation.form.report',
}

export default function StateValuationPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const rights = (search.get('rights') ?? '').split(',').filter((id) => id !== '')
  const back = search.get('back')
  const kept = useKeptDraft<ValuationDraft>(`valuation.${rights.join('.')}`, blank(rights))
  const [shown, setShown] = useState<ValuationField[]>([])
  const [attempt, setAttempt] = useState(0)
  const [q, setQ] = useState('')
  const assets = useAssetChoice(q)
  const save = useStateValuation()
  const draft = kept.value
  const day = today()
  const open = shown.filter((field) => openFields(draft, day).includes(field))
  const change = (part: Partial<ValuationDraft>) => kept.set({ ...draft, ...part })
  const known = assets.data?.pages.flatMap((page) => page.items) ?? []

  const submit = () => {
    const body = openFields(draft, day).length === 0 ? statementOf(draft) : null
    if (body === null) {
      setShown(openFields(draft, day))
      setAttempt(attempt + 1)
      return
    }
    save.mutate(body, {
      onTaken: kept.drop,
      onSuccess: () => void navigate(back ? `/e/matches?request=${back}` : '/e/valuations'),
    })
  }

  return (
    <>
      <PageHeader
        crumbs={[
          { to: '/e/valuations', label: t('valuation.crumb') },
          { label: t('valuation.new') },
        ]}
        title={t('valuation.new')}
        sub={t('valuation.lead')}
      />
      <form
        className="va-form"
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        {open.length > 0 && (
          <OpenSummary
            key={attempt}
            title={t('valuation.form.errors', { n: open.length })}
            items={open.map((field) => ({ id: `va-${field}`, label: t(LABELS[field]) }))}
          />
        )}
        <Panel>
          <Unread of={[assets]} />
          <RightsPicker
            id="va-rights"
            words="valuation.rightsPicker"
            kindWords="valuation.kind"
            items={known}
            loading={assets.isFetching}
            hasMore={assets.hasNextPage}
            onMore={() => void assets.fetchNextPage()}
            onSearch={setQ}
            chosen={draft.rightIds}
            onChange={(rightIds) => change({ rightIds })}
            invalid={open.includes('rights')}
          />
          {open.includes('rights') && (
            <div className="field-error">{t('valuation.form.needRights')}</div>
          )}
        </Panel>
        <Panel title={t('valuation.form.per')}>
          <Radio.Group
            value={draft.perRight}
            onChange={(event) => change({ perRight: event.target.value as boolean })}
            aria-label={t('valuation.form.per')}
            options={[
              { value: false, label: t('valuation.form.perWhole') },
              { value: true, label: t('valuation.form.perEach') },
            ]}
          />
          <div id="va-value" tabIndex={-1} className="va-values">
            {draft.perRight ? (
              <ValuesPerRight draft={draft} known={known} onChange={change} />
            ) : (
              <RangeFields
                prefix="va-whole"
                value={draft.whole}
                invalid={open.includes('value')}
                onChange={(whole) => change({ whole })}
              />
            )}
            {open.includes('value') && (
              <div className="field-error">{t('valuation.form.ordered')}</div>
            )}
          </div>
        </Panel>
        <Panel>
          <div className="need-grid">
            <Field
              id="va-method"
              label={t('valuation.form.method')}
              error={open.includes('method') ? t(draft.method ? 'valuation.form.appraisedNote' : 'valuation.form.methodNeed') : undefined}
            >
              <Select
                id="va-method"
                status={open.includes('method') ? 'error' : undefined}
                value={draft.method || undefined}
                aria-label={t('valuation.form.method')}
                options={METHODS.map((value) => ({ value, label: t(`valuation.method.${value}`) }))}
                onChange={(method: string) => change({ method })}
              />
              {draft.method === 'internal' && <p className="need-hint">{t('valuation.kindHint.internal')}</p>}
            </Field>
            <Field
              id="va-base"
              label={t('valuation.form.base')}
              error={open.includes('base') ? t('valuation.form.baseNeed') : undefined}
            >
              <DayField
                id="va-base"
                upTo={day}
                invalid={open.includes('base')}
                value={draft.baseDate || undefined}
                onChange={(chosen) => change({ baseDate: chosen ?? '' })}
              />
            </Field>
            <Field
              id="va-valuer"
              label={t('valuation.form.valuer')}
              error={open.includes('valuer') ? t('valuation.form.valuerNeed') : undefined}
            >
              <Input
                id="va-valuer"
                status={open.includes('valuer') ? 'error' : undefined}
                value={draft.valuer}
                maxLength={200}
                aria-describedby="va-valuer-error"
                onChange={(event) => change({ valuer: event.target.value })}
              />
            </Field>
            <div className="need-wide">
              <Checkbox
                checked={draft.appraised}
                onChange={(event) => change({ appraised: event.target.checked })}
              >
                {t('valuation.form.appraised')}
              </Checkbox>
              <p className="need-hint">{t('valuation.form.appraisedNote')}</p>
            </div>
            <div id="va-report" tabIndex={-1} className="need-wide">
              {draft.report ? (
                <p>
                  {draft.report.name}{' '}
                  <Button type="link" onClick={() => change({ report: null })}>
                    {t('valuation.form.remove')}
                  </Button>
                </p>
              ) : (
                <UploadBox
                  kind="valuation_report"
                  label={t('valuation.form.upload')}
                  onUploaded={(file) => change({ report: { id: file.id, name: file.name } })}
                />
              )}
              {open.includes('report') && (
                <div className="field-error">{t('valuation.form.reportNeed')}</div>
              )}
            </div>
          </div>
        </Panel>
        {save.isError && <FormProblem error={save.error} />}
        <div className="va-submit">
          <Button type="primary" size="large" htmlType="submit" loading={save.isPending}>
            {t('valuation.form.submit')}
          </Button>
        </div>
      </form>
    </>
  )
}
