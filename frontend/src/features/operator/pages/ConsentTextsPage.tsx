/** `/o/consents`: what a firm agrees to at a bank without a text of its own, every version, and the next one. */
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { formatDateTime } from '../../../lib/dates'
import { useMay } from '../../../lib/permissions'
import { countText } from '../../../lib/size'
import ErrorState from '../../../ui/ErrorState'
import Mark from '../../../ui/Mark'
import PageHeader from '../../../ui/PageHeader'
import Pager from '../../../ui/Pager'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import ConsentTextForm from '../components/ConsentTextForm'
import { type ConsentText, useConsentTexts } from '../consentTexts'
import '../operator.css'

const TONES = { now: 'success', later: 'info', past: 'neutral', never: 'neutral' } as const satisfies Record<ConsentText['standing'], string>
const K = 'operator.consents'

export default function ConsentTextsPage() {
  const { t } = useTranslation()
  const cursor = useSearchParams()[0].get('cursor') ?? undefined
  const may = useMay('manage_organisations')
  const asked = useConsentTexts(cursor)
  const items = asked.data?.items ?? []
  const base = items.find((each) => each.standing === 'now')
  return (
    <>
      <PageHeader title={t(`${K}.title`)} sub={t(`${K}.sub`)} />
      <Panel flush title={t(`${K}.history`)} sub={t(`${K}.historySub`)}>
        {asked.isPending && <SkeletonRows rows={6} />}
        {asked.isLoadingError && <ErrorState compact error={asked.error} retry={() => void asked.refetch()} />}
        <ul>{items.map((each) => <Version key={each.id} text={each} />)}</ul>
        {asked.data && (asked.data.next !== null || cursor !== undefined) && <Pager next={asked.data.next} total={asked.data.total} />}
      </Panel>
      {may && base && <Panel title={t(`${K}.next`)} sub={t(`${K}.nextSub`)}><ConsentTextForm key={base.id} base={base} /></Panel>}
    </>
  )
}

function Version({ text }: { text: ConsentText }) {
  const { t } = useTranslation()
  return (
    <li className="op-consent">
      <div className="op-line">
        <h3>{text.version}</h3>
        <Mark tone={TONES[text.standing]}>{t(`operator.kinds.is.${text.standing}`)}</Mark>
        <span className="num">{t(text.until ? `${K}.between` : `${K}.from`, { from: text.from_on, until: text.until })}</span>
      </div>
      <p className="zr-sub num">
        {text.published_by_name === null
          ? t('operator.kinds.platform')
          : t(`${K}.by`, { name: text.published_by_name, at: formatDateTime(text.published_at) })}
        {' · '}{t(`${K}.given`, { n: countText(text.consents) })}
      </p>
      <details open={text.standing === 'now'}>
        <summary>{t(`${K}.words`)}</summary>
        <p lang="zh-CN" className="op-consent-words">{text.text}</p>
        <p lang="en" className="op-consent-words zr-sub">{text.translation}</p>
      </details>
    </li>
  )
}
