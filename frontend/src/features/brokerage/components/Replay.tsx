/** The steps of a sale in their order; a step that showed a page opens it, and from there one walks on to the next. */
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDateTime } from '../../../lib/dates'
import ErrorState from '../../../ui/ErrorState'
import SkeletonRows from '../../../ui/SkeletonRows'
import { type SaleDetail, type Step, useSteps } from '../queries'
import ShownPage from './ShownPage'

function About({ step }: { step: Step }) {
  const { t } = useTranslation()
  if (!step.about) return null
  if (step.act === 'answered' || step.act === 'declared') return <>{t('brokerage.version', { n: step.about })}</>
  if (step.act !== 'exclusion_ticked') return <>{step.about}</>
  const [part = '', exclusion = ''] = step.about.split('/')
  return <>{t(`insurance.part.${part}`, { defaultValue: part })} · {t(`insurance.exclusion.${exclusion}`, { defaultValue: exclusion })}</>
}

export default function Replay({ sale }: { sale: SaleDetail }) {
  const { t } = useTranslation()
  const [cursors, setCursors] = useState<string[]>([])
  const asked = useSteps(sale.id, cursors.at(-1))
  const [shown, setShown] = useState<number | null>(null)
  if (asked.isPending) return <SkeletonRows rows={8} />
  if (asked.isError) return <ErrorState compact error={asked.error} retry={() => void asked.refetch()} />
  const { items, next } = asked.data
  const step = shown === null ? undefined : items[shown]
  const beside = (way: 1 | -1) => {
    for (let n = (shown ?? 0) + way; n >= 0 && n < items.length; n += way) {
      if (items[n]?.page_id && items[n]?.page_id !== step?.page_id) return n
    }
    return null
  }
  return (
    <>
      <ol className="br-steps">
        {items.map((each, n) => (
          <li key={`${each.at}-${each.act}-${each.about ?? ''}-${each.page_id ?? n}`}>
            <time className="num" dateTime={each.at}>{formatDateTime(each.at)}</time>
            <div>
              <div><strong>{t(`brokerage.act.${each.act}`)}</strong> <About step={each} /></div>
              <div className="zr-sub">{[each.who, each.insurer].filter(Boolean).join(' · ')}{each.sha256 && <span className="br-hash num"> {each.sha256.slice(0, 16)}</span>}</div>
            </div>
            {each.page_id && <Button size="small" onClick={() => setShown(n)} aria-label={t('brokerage.open_page_of', { act: t(`brokerage.act.${each.act}`), at: formatDateTime(each.at) })}>{t('brokerage.open_page')}</Button>}
          </li>
        ))}
      </ol>
      {(cursors.length > 0 || next) && (
        <div className="br-line">
          {cursors.length > 0 && <Button onClick={() => setCursors(cursors.slice(0, -1))}>{t('brokerage.earlier')}</Button>}
          {next && <Button onClick={() => setCursors([...cursors, next])}>{t('brokerage.later')}</Button>}
        </div>
      )}
      {step?.page_id && (
        <ShownPage sale={sale.id} page={step.page_id} close={() => setShown(null)}
          before={beside(-1) === null ? undefined : () => setShown(beside(-1))} after={beside(1) === null ? undefined : () => setShown(beside(1))} />
      )}
    </>
  )
}
