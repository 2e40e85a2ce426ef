/** `/e/insurance/:rfq/compare`: every answer on one basis; exclusions are never folded, nothing is ranked. */
import { PrinterOutlined } from '@ant-design/icons'
import { Button, Switch } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useParams } from 'react-router'
import { useMay } from '../../../lib/permissions'
import { useNarrow } from '../../../lib/useNarrow'
import EmptyState from '../../../ui/EmptyState'
import ErrorState from '../../../ui/ErrorState'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import ModeBanner from '../../../ui/cover/ModeBanner'
import BrokerGate from '../components/BrokerGate'
import TakeQuote from '../components/TakeQuote'
import '../policies.css'
import ComparisonGrid from '../../../ui/cover/ComparisonGrid'
import { isHidden, keyOf, only, type Quoted } from '../../../ui/cover/comparison'
import { useComparison } from '../queries'

export default function ComparePage() {
  const { t } = useTranslation()
  const { rfq = '' } = useParams()
  const asked = useComparison(rfq)
  const [differing, setDiffering] = useState(true)
  const [taking, setTaking] = useState<Quoted | null>(null)
  const mayBind = useMay('bind')
  const narrow = useNarrow()
  const [pair, setPair] = useState<[number, number]>([0, 1])
  const missing = asked.data && 'missing' in asked.data ? asked.data.missing : null
  const all = asked.data && 'quotes' in asked.data ? asked.data : undefined
  const choosing = narrow && (all?.quotes.length ?? 0) > 2
  const of = all && choosing ? only(all, pair) : all
  const crumbs = [{ label: t('insurance.proposal.own'), to: '/e/insurance/proposals' }, { label: t('policies.compare.title') }]
  if (asked.isPending) return <><PageHeader title={t('policies.compare.title')} /><SkeletonRows rows={10} /></>
  if (missing) return (
    <>
      <ModeBanner />
      <PageHeader title={t('policies.compare.title')} crumbs={crumbs} />
      <BrokerGate key={rfq} proposal={rfq} missing={missing} done={() => void asked.refetch()} />
    </>
  )
  if (asked.isLoadingError || !of) return <><PageHeader title={t('policies.compare.title')} /><ErrorState error={asked.error} retry={() => void asked.refetch()} /></>
  const every = all?.quotes ?? []
  const open = every.filter((quote) => quote.standing === 'open').length
  const hidden = of.rows.filter(isHidden).length
  return (
    <>
      <ModeBanner />
      <PageHeader title={t('policies.compare.of', { line: t(`insurance.line.${of.line}`) })}
        sub={t('policies.compare.sub', { number: of.number, open, all: every.length })} crumbs={crumbs}
        extra={of.quotes.length > 0 && <div className="pol-tools">
          <label><Switch checked={differing} onChange={setDiffering} aria-label={t('policies.compare.differing')} /> {t('policies.compare.differing')}</label>
          {differing && <span className="zr-sub">{t('policies.compare.hidden', { count: hidden })}</span>}
          <Button icon={<PrinterOutlined aria-hidden />} onClick={() => window.print()}>{t('policies.compare.print')}</Button>
        </div>} />
      {of.quotes.length === 0
        ? <EmptyState title={t('policies.compare.empty')} text={t('policies.compare.empty_text')} />
        : <Panel flush>
          {choosing && <div className="pol-pair">
            {([0, 1] as const).map((place) => (
              <label key={place} className="zr-field">
                {t('policies.compare.pick', { n: place + 1 })}
                <select className="pol-select" value={pair[place]} onChange={(event) => setPair(place === 0 ? [Number(event.target.value), pair[1]] : [pair[0], Number(event.target.value)])}>
                  {every.map((quote, n) => <option key={keyOf(quote)} value={n} disabled={n === pair[1 - place]}>{quote.insurer}{quote.number && ` · ${quote.number}`}</option>)}
                </select>
              </label>
            ))}
          </div>}
          <ComparisonGrid of={of} differing={differing}
            action={(quote) => quote.standing === 'open' && mayBind && <Button onClick={() => setTaking(quote)}>{t('policies.compare.take', { insurer: quote.insurer })}</Button>} />
        </Panel>}
      <p className="zr-sub">{t('policies.compare.foot')}</p>
      {taking && <TakeQuote quote={taking} close={() => setTaking(null)} untold={() => { setTaking(null); void asked.refetch() }} />}
    </>
  )
}
