/** The steps of a sale in their order; a step that showed a page opens it, and from there one walks on to the next. */
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatSecond } from '../../../lib/dates'
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
  const [shown, setShown] = useState<string | null>(null)
  if (asked.isPending) return <SkeletonRows rows={8} />
  if (asked.isLoadingError) return <ErrorState compact error={asked.error} retry={() => void asked.refetch()} />
  const { items, next } = asked.data
  const pages = [...new Set(items.flatMap(({ page_id }) => (page_id ? [page_id] : [])))]
  const at = shown === null ? -1 : pages.indexOf(shown)
  const [before, after] = [pages[at - 1], pages[at + 1]]
  return (
    <>
      <ol className="br-steps">
        {items.map((each, n) => (
          <li key={`${each.at}-${each.act}-${each.about ?? ''}-${each.page_id ?? n}`}>
            <time className="num" dateTime={each.at}>{formatSecond(each.at)}</time>
            <div>
              <div><strong>{t(`brokerage.act.${each.act}`)}</strong> <About step={each} /></div>
              <div className="zr-sub">{[each.who, each.insurer].filter(Boolean).join(' · ')}{each.sha256 && <span className="br-hash num"> {each.sha256.slice(0, 16)}</span>}</div>
            </div>
            {each.page_id && <Button size="small" onClick={() => setShown(each.page_id)} aria-label={t('brokerage.open_page_of', { act: t(`brokerage.act.${each.act}`), at: formatSecond(each.at) })}>{t('brokerage.open_page')}</Button>}
          </li>
        ))}
      </ol>
      {(cursors.length > 0 || next) && (
        <div className="br-line">
          {cursors.length > 0 && <Button onClick={() => setCursors(cursors.slice(0, -1))}>{t('brokerage.earlier')}</Button>}
          {next && <Button onClick={() => setCursors([...cursors, next])}>{t('brokerage.later')}</Button>}
        </div>
      )}
      {shown !== null && (
        <ShownPage sale={sale.id} page={shown} close={() => setShown(null)}
          before={before === undefined ? undefined : () => setShown(before)} after={after === undefined ? undefined : () => setShown(after)} />
      )}
    </>
  )
}
