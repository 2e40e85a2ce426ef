/** The reader's exports: how far each is, until when it can be taken, what to do where there is none. */
import { Button, Progress } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useIndustries } from '../../../api/industries'
import { asProblem, sentenceFor } from '../../../api/problem'
import { formatDateTime } from '../../../lib/dates'
import { HOME, useMe } from '../../../lib/permissions'
import { saveFile } from '../../../lib/saveFile'
import { countText, sizeText } from '../../../lib/size'
import { useListState } from '../../../lib/useListState'
import { useMutation } from '../../../lib/useMutation'
import { isUnderWay, type ListExport, shareOf, takeList, useAskList, useListExports } from '../../../ui/exporting'
import Listing from '../../../ui/Listing'
import Mark from '../../../ui/Mark'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'

const DEFAULTS = {}
const TONE = { queued: 'neutral', running: 'info', done: 'success', failed: 'danger', expired: 'neutral' } as const

export default function ExportsPage() {
  const { t } = useTranslation()
  const me = useMe()
  const industry = useIndustries()
  const { state } = useListState(DEFAULTS)
  const asked = useListExports(state.cursor)
  const what = (made: ListExport) => (
    <>
      <strong>{t(`exports.list.${made.list}`)}</strong> <span className="zr-sub">{made.format.toUpperCase()}</span>
      <div className="zr-sub">{filtersOf(made, t, industry.nameOf)}</div>
    </>
  )
  const mark = (made: ListExport) => <Mark tone={TONE[made.state]}>{t(`exports.state.${made.state}`)}</Mark>
  const when = (made: ListExport) => <span className="num">{formatDateTime(made.asked_at)}</span>
  return (
    <>
      <PageHeader title={t('exports.title')} sub={t('exports.sub')} crumbs={[{ label: t('nav.tasks'), to: '/tasks' }, { label: t('exports.title') }]} />
      <Panel flush>
        <Listing<ListExport>
          asked={asked} keyOf={(made) => made.id}
          empty={{ title: t('exports.none'), text: t('exports.noneText'), action: <Link to={HOME[me.organisation.kind]}>{t('common.home')}</Link> }}
          columns={[
            { title: t('exports.what'), render: (_, made) => what(made) },
            { title: t('exports.asked'), width: 150, render: (_, made) => when(made) },
            { title: t('exports.how'), width: 300, render: (_, made) => <>{mark(made)} <Told made={made} /></> },
            { title: t('exports.act'), width: 130, render: (_, made) => <Act made={made} /> },
          ]}
          card={(made) => <>{what(made)}{when(made)}<span>{mark(made)} <Told made={made} /></span><Act made={made} /></>}
        />
      </Panel>
    </>
  )
}

type Say = (key: string, options?: Record<string, unknown>) => string

/** What the list was narrowed to; a value that is a word of ours is said in the reader's language, who it identifies by name. */
function filtersOf(made: ListExport, t: Say, industry: (code: string) => string): string {
  const said = Object.entries(made.filters as Record<string, unknown>).map(([name, value]) => {
    const word = (each: unknown) => name === 'industry' ? industry(String(each)) : t(`exports.valueOf.${made.list}.${String(each)}`, { defaultValue: t(`exports.value.${String(each)}`, { defaultValue: String(each) }) })
    const values = made.names[name] !== undefined ? [made.names[name]] : (Array.isArray(value) ? value : [value]).map(word)
    return `${t(`exports.filter.${name}`, { defaultValue: name })}${t('common.colon')}${values.join(t('common.sep'))}`
  })
  return said.join(t('common.semicolon')) || t('exports.everything')
}

function Told({ made }: { made: ListExport }) {
  const { t } = useTranslation()
  const rows = { done: countText(made.rows_done), total: countText(made.rows_total) }
  if (isUnderWay(made)) {
    return (
      <>
        <Progress percent={shareOf(made)} size="small" aria-label={t('common.exporting.progress')} />
        <span className="zr-sub num">{t('common.exporting.rows', rows)} · {t('exports.elapsed', { n: made.elapsed_seconds })}</span>
      </>
    )
  }
  if (made.failure) return <span className="zr-sub">{sentenceFor(made.failure, t, {})}</span>
  return (
    <span className="zr-sub num">
      {t('exports.rows', { n: rows.done, count: made.rows_done })}{made.size !== null && ` · ${sizeText(made.size)}`}
      {made.state === 'done' && made.expires_at !== null && ` · ${t('exports.until', { on: formatDateTime(made.expires_at) })}`}
    </span>
  )
}

function Act({ made }: { made: ListExport }) {
  const { t } = useTranslation()
  const taken = useMutation({ mutationFn: () => takeList(made.id), onSuccess: (file) => saveFile(file, made.file_name) })
  const again = useAskList()
  const error = taken.error ?? again.error
  const called = t(`exports.list.${made.list}`)
  return (
    <>
      {made.allowed_actions.includes('content') && (
        <Button size="small" loading={taken.isPending} aria-label={t('exports.takeOf', { list: called })} onClick={() => taken.mutate()}>{t('exports.take')}</Button>
      )}
      {made.allowed_actions.includes('again') && (
        <Button size="small" loading={again.isPending} aria-label={t('exports.againOf', { list: called })}
          onClick={() => again.mutate({ list: made.list, format: made.format, filters: made.filters })}>{t('exports.again')}</Button>
      )}
      {error && <div className="field-error" role="alert">{sentenceFor(asProblem(error).code, t, asProblem(error).facts)}</div>}
    </>
  )
}
