/** A page in the words that the client saw, the clicks on it, and whether it is still what was kept. */
import { Button, Drawer } from 'antd'
import { useTranslation } from 'react-i18next'
import { formatSecond } from '../../../lib/dates'
import ErrorState from '../../../ui/ErrorState'
import Mark from '../../../ui/Mark'
import SkeletonRows from '../../../ui/SkeletonRows'
import { type Needs, NeedsText, type Notice, NoticeText } from '../../../ui/cover/BrokerText'
import { placeOfBlock, questionWords, told } from '../../../ui/cover/answers'
import ComparisonGrid from '../../../ui/cover/ComparisonGrid'
import type { Comparison } from '../../../ui/cover/comparison'
import ExclusionsText, { type Exclusions } from '../../../ui/cover/ExclusionsText'
import { type SalePage, useSalePage } from '../queries'

/** Every answer of the version that the step names. */
function AnswersText({ of }: { of: Record<string, unknown> }) {
  const { t } = useTranslation()
  const names = Object.entries(of).flatMap(([block, fields]) => (fields && typeof fields === 'object' ? Object.keys(fields).map((field) => `${block}.${field}`) : []))
  return (
    <dl className="zr-facts">
      {names.sort((a, b) => placeOfBlock(a) - placeOfBlock(b)).map((name) => {
        const [block = '', field = ''] = name.split('.')
        return <div key={name}><dt>{questionWords(name, t)}</dt><dd>{told(field, (of[block] as Record<string, unknown>)[field], t)}</dd></div>
      })}
    </dl>
  )
}

function Content({ of }: { of: SalePage }) {
  if (of.kind === 'answers') return <AnswersText of={of.content} />
  if (of.kind === 'notice') return <NoticeText of={of.content as unknown as Notice} />
  if (of.kind === 'needs') return <NeedsText of={of.content as unknown as Needs} />
  if (of.kind === 'comparison') return <ComparisonGrid of={of.content as unknown as Comparison} differing={false} />
  const clicked = new Map(of.clicks.map((each) => [each.exclusion ?? '', formatSecond(each.at)]))
  return <ExclusionsText of={of.content as unknown as Exclusions} clicked={clicked} />
}

interface Props {
  sale: string
  page: string
  close: () => void
  before: (() => void) | undefined
  after: (() => void) | undefined
}

export default function ShownPage({ sale, page, close, before, after }: Props) {
  const { t } = useTranslation()
  const asked = useSalePage(sale, page)
  const found = asked.data
  const confirmed = found?.clicks.find((each) => each.exclusion === null)
  return (
    <Drawer open onClose={close} size="large" title={found ? t(`brokerage.kind.${found.kind}`) : t('brokerage.open_page')}
      footer={<div className="br-line"><Button disabled={!before} onClick={before}>{t('brokerage.before')}</Button><Button disabled={!after} onClick={after}>{t('brokerage.after')}</Button></div>}>
      {asked.isPending && <SkeletonRows rows={8} />}
      {asked.isLoadingError && <ErrorState compact error={asked.error} retry={() => void asked.refetch()} />}
      {found && (
        // A long page is scrolled by keyboard too.
        <div className="br-stack" tabIndex={0} role="region" aria-label={t(`brokerage.kind.${found.kind}`)}>
          <p>
            {t('brokerage.shown_to', { who: found.shown_to, at: formatSecond(found.shown_at) })}
            {confirmed && <><br />{t('brokerage.confirmed_by', { who: confirmed.by, at: formatSecond(confirmed.at) })}</>}
          </p>
          <Content of={found} />
          <div>
            <Mark tone={found.intact ? 'success' : 'danger'}>{t(found.intact ? 'brokerage.intact' : 'brokerage.altered')}</Mark>
            <div className="zr-sub br-hash">SHA-256 {found.sha256}</div>
          </div>
        </div>
      )}
    </Drawer>
  )
}
