/** `/e/valuations/estimate`: in three minutes from patents and a forecast to a range. */
import { PrinterOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate, useSearchParams } from 'react-router'
import { useAssetChoice } from '../../../api/choices'
import { asProblem, sentenceFor } from '../../../api/problem'
import { today } from '../../../lib/dates'
import { useKeptDraft } from '../../../lib/useKeptDraft'
import FormProblem from '../../../ui/FormProblem'
import OpenSummary from '../../../ui/need/OpenSummary'
import PageHeader from '../../../ui/PageHeader'
import Sheet from '../../../ui/worth/Sheet'
import Unread from '../../../ui/Unread'
import EstimateFields from '../components/EstimateFields'
import EstimateResult from '../components/EstimateResult'
import { intervalsOf } from '../components/WorkedView'
import { type EstimateDraft, type EstimateField, blankEstimate, fieldOf, inputsOf, openInEstimate } from '../estimate'
import { useEstimate, useStateValuation } from '../queries'
import { useSettled } from '../useSettled'

/** Kinds that have a scheme of indicators. */
const SCORED = new Set(['invention', 'utility_model', 'design'])
const MOST_SCORED = 5

export default function EstimatePage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const rights = (search.get('rights') ?? '').split(',').filter((id) => id !== '')
  const kept = useKeptDraft<EstimateDraft>(`estimate.${rights.join('.')}`, blankEstimate(rights, today()))
  const [attempt, setAttempt] = useState(0)
  const [q, setQ] = useState('')
  const assets = useAssetChoice(q)
  const save = useStateValuation()
  const draft = kept.value
  const known = assets.data?.pages.flatMap((page) => page.items) ?? []
  const [titles, setTitles] = useState<Record<string, { title: string; kind: string }>>({})
  const fresh = known.filter((each) => titles[each.right_id] === undefined)
  if (fresh.length > 0) setTitles({ ...titles, ...Object.fromEntries(fresh.map((each) => [each.right_id, { title: each.title || each.label, kind: each.kind }])) })

  const scored = draft.rightIds.filter((id) => SCORED.has(titles[id]?.kind ?? '')).slice(0, MOST_SCORED)
  const industry = draft.industry === '' ? '' : t(`valuation.estimate.industry.${draft.industry}`)
  const body = inputsOf(draft, { firm: t('valuation.estimate.source.firm'), industry: t('valuation.estimate.source.industry', { industry }), platform: t('valuation.estimate.source.platform') }, scored)
  const settled = useSettled(body, JSON.stringify(body))
  const estimate = useEstimate(settled)
  const refusal = save.error ?? (body === null ? null : estimate.error)
  const refused = refusal ? fieldOf(refusal) : null
  const open = openInEstimate(draft)
  const change = (part: Partial<EstimateDraft>) => {
    save.reset()
    kept.set({ ...draft, ...part })
  }
  const needsReason = (estimate.data?.methods.length ?? 0) > 1 && draft.reason.trim() === ''
  const errorOf = (field: EstimateField): string | undefined => {
    if (refused === field) {
      const problem = asProblem(refusal)
      return sentenceFor(problem.code, t, problem.facts)
    }
    const shown = attempt > 0 || !['rights', 'forecast'].includes(field) || (field === 'forecast' && draft.forecast.trim() !== '')
    if (field === 'weights') return attempt > 0 && needsReason ? t('valuation.estimate.need.weights') : undefined
    return shown && open.includes(field) ? t(`valuation.estimate.need.${field}`) : undefined
  }
  const missing = [...open, ...(needsReason ? ['weights' as const] : [])]
  const submit = () => {
    if (body === null || needsReason) {
      setAttempt(attempt + 1)
      return
    }
    save.mutate({ ...body, appraised: false }, {
      onTaken: kept.drop,
      onSuccess: (made) => void navigate(`/e/valuations/${made.id}`),
    })
  }
  const ranges = body !== null && estimate.data ? intervalsOf(estimate.data, t) : []
  const together = ranges.filter((each) => each.isChosen)
  return (
    <Sheet name={t('valuation.estimate.title')} ranges={together.length > 0 ? together : ranges}>
      <PageHeader
        crumbs={[{ to: '/e/valuations', label: t('valuation.crumb') }, { label: t('valuation.estimate.title') }]}
        title={t('valuation.estimate.title')}
        sub={t('valuation.estimate.lead')}
        extra={<Button icon={<PrinterOutlined aria-hidden />} onClick={() => window.print()}>{t('valuation.print')}</Button>}
      />
      <form className="va-estimate" onSubmit={(event) => { event.preventDefault(); submit() }}>
        <div className="va-form">
          {attempt > 0 && missing.length > 0 && (
            <OpenSummary key={attempt} title={t('valuation.form.errors', { n: missing.length })}
              items={missing.map((field) => ({ id: `ve-${field}`, label: t(`valuation.estimate.field.${field}`) }))} />
          )}
          <Unread of={[assets]} />
          <EstimateFields draft={draft} known={known} methods={estimate.data?.methods.map((each) => each.method) ?? []} errorOf={errorOf} change={change}
            picker={{ loading: assets.isFetching, hasMore: assets.hasNextPage, more: () => void assets.fetchNextPage(), search: setQ }} />
          {refusal && refused === null && <FormProblem error={refusal} />}
          <div className="va-submit no-print">
            <Link to="/e/valuations/new"><Button size="large" tabIndex={-1}>{t('valuation.new')}</Button></Link>
            <Button type="primary" size="large" htmlType="submit" loading={save.isPending}>{t('valuation.estimate.save')}</Button>
          </div>
        </div>
        <EstimateResult estimate={body === null ? undefined : estimate.data} isPending={body !== null && estimate.isFetching} isRefused={refusal !== null && refusal !== undefined}
          titles={Object.fromEntries(Object.entries(titles).map(([id, each]) => [id, each.title]))} />
      </form>
    </Sheet>
  )
}
