/** How far the target is reached, by what it is, and what it is made of. */
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import ErrorState from '../../../ui/ErrorState'
import Money from '../../../ui/Money'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import BarList from '../components/BarList'
import Headline from '../components/Headline'
import PathChart from '../components/PathChart'
import PlanBar from '../components/PlanBar'
import Stages from '../components/Stages'
import TargetParts from '../components/TargetParts'
import { useDayState } from '../known'
import { EMPTY, moneyTarget, planOf, WAYS } from '../model'
import { usePlans, useTarget } from '../queries'

export default function ProgressPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { state, set } = useDayState(EMPTY)
  const plans = usePlans()
  const plan = planOf(plans.data?.items ?? [], state.plan)
  const found = useTarget(moneyTarget(plan), state.known)
  const target = found.data
  const title = target
    ? t('district.title', { ratio: target.ratio })
    : t('nav.d.home')
  const rowsOf = (asked: Record<string, string>) =>
    `/d/entries?${new URLSearchParams({ plan: plan?.code ?? '', ...(state.known ? { known: state.known } : {}), ...asked }).toString()}`
  const error = plans.error ?? found.error
  if (error) return <ErrorState error={error} retry={() => void Promise.all([plans.refetch(), found.refetch()])} />
  return (
    <>
      <PageHeader title={title} sub={target?.quote}
        extra={<>
          <Button onClick={() => void navigate('/d/coverage')}>{t('district.coverage.title')}</Button>
          <Button type="primary" onClick={() => void navigate(rowsOf({}))}>{t('district.see_rows')}</Button>
        </>} />
      <PlanBar plans={plans.data?.items ?? []} plan={plan} known={state.known} target={target} onChange={set} />
      {!target ? (
        <Panel><SkeletonRows rows={10} /></Panel>
      ) : (
        <>
          <section className="zr-panel d-top" aria-label={t('district.counted')}>
            <Headline target={target} />
            <PathChart target={target} view={state.view ?? 'cumulative'} onView={(view) => set({ view: view === 'monthly' ? view : undefined })} />
          </section>
          <dl className="d-figures zr-panel">
            <div><dt>{t('district.deals')}</dt><dd className="num">{t('district.deals_n', { n: target.deals })}</dd></div>
            <div><dt>{t('district.firms')}</dt><dd className="num">{t('district.firms_n', { n: target.firms })}</dd></div>
            <div><dt>{t('district.mean')}</dt><dd><Money fen={target.mean_fen} /></dd></div>
          </dl>
          <Stages target={target} />
          <TargetParts code={target.code} known={state.known} />
          <div className="d-lists">
            {WAYS.map((way) => <BarList key={`${way}-${target.code}`} target={target} way={way} to={(key) => rowsOf({ [way]: key })} />)}
          </div>
          <Panel title={t('district.definition')} extra={<Link to={`/d/rules?plan=${plan?.code ?? ''}`}>{t('district.rules_link')}</Link>}>
            {target.rule ? (
              <>
                <p lang={target.rule.words_language} className="d-words">{target.rule.words}</p>
                <p className="zr-sub">
                  {t('district.rule_line', { n: target.rule.version, from: target.rule.from_on, source: target.rule.source })}
                  {' · '}{t('district.data_to', { date: target.as_known_on })}
                </p>
              </>
            ) : <p>{t('district.no_rule')}</p>}
          </Panel>
        </>
      )}
    </>
  )
}
