/** Flags: what the plan's rules say, other cover that overlaps, and the sanctions lists; a person decides. */
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { formatDateTime } from '../../../lib/dates'
import ConfirmAction from '../../../ui/ConfirmAction'
import FormProblem from '../../../ui/FormProblem'
import Mark from '../../../ui/Mark'
import Panel from '../../../ui/Panel'
import type { Acts, Detail } from './queries'

interface Hit { id: string; outcome: string; authority: string | null; message: Record<string, string>; missing: string[] }

export default function Screening({ found, acts }: { found: Detail; acts: Acts }) {
  const { t } = useTranslation()
  const desk = found.desk!
  const hits = desk.hits as unknown as Hit[]
  const newest = desk.screenings[0]
  const may = found.submission.allowed_actions.includes('screening-decision')
  const open = newest !== undefined && newest.result !== 'clear' && newest.decision === null
  const tone = newest === undefined || open ? 'warning' : newest.decision === 'true' ? 'danger' : 'success'
  return (
    <Panel title={t('insurance.desk.flags')}>
      <ul className="zi-hits">
        {hits.map((hit) => (
          <li key={hit.id}>
            <Mark tone={hit.outcome === 'knock_out' ? 'danger' : 'pending'}>{t(`insurance.outcome.${hit.outcome}`)}{hit.authority && ` · ${t(`insurance.desk.level.${hit.authority}`)}`}</Mark>
            <span>{hit.message[t('common.lang') === 'en' ? 'en' : 'zh']}</span>
          </li>
        ))}
        <li>
          <Mark tone={tone}>{t('insurance.desk.sanctions')}{t('common.colon')}{t(`insurance.desk.screened.${newest === undefined ? 'not_screened' : newest.decision ? `decided_${newest.decision}` : newest.result}`)}</Mark>
          {newest?.matches.map((each, n) => <span key={n}>{each.name} ≈ {each.entry} ({each.list})</span>)}
          {newest && <span className="zr-sub">{newest.lists.map((each) => `${each.code} ${each.version}`).join(t('common.sep'))} · {newest.decided_by ? `${newest.decided_by} · ${newest.note} · ${formatDateTime(newest.decided_at)}` : formatDateTime(newest.at)}</span>}
          {!desk.screening_fresh && <Mark tone="warning">{t('insurance.desk.screening_stale')}</Mark>}
        </li>
        {desk.duplicates.length > 0
          ? <li><Mark tone="warning">{t('insurance.desk.duplicates')}</Mark><span>{desk.duplicates.map((each) => String(each.number)).join(t('common.sep'))}</span></li>
          : <li><Mark tone="success">{t('insurance.desk.no_duplicates')}</Mark></li>}
      </ul>
      {may && (
        <div className="zu-acts">
          {!desk.screening_fresh && <Button size="small" loading={acts.screen.isPending} onClick={() => acts.screen.mutate()}>{t('insurance.desk.act.screen')}</Button>}
          {open && <>
            <ConfirmAction label={t('insurance.desk.act.clear')} title={t('insurance.desk.act.clear_title')} asks="reason" button={{ size: 'small' }} run={(note) => acts.decideScreening.mutateAsync({ decision: 'clear', note })} />
            <ConfirmAction label={t('insurance.desk.act.true')} title={t('insurance.desk.act.true_title')} asks="reason" button={{ size: 'small', danger: true }} run={(note) => acts.decideScreening.mutateAsync({ decision: 'true', note })} />
          </>}
          <FormProblem error={acts.screen.error} />
        </div>
      )}
    </Panel>
  )
}
