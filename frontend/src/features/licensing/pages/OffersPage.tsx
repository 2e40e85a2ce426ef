/** `/e/licensing`: the firm's licence offers by state. */
import { PlusOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { formatDate } from '../../../lib/dates'
import { patentNumber } from '../../../lib/patentNumber'
import { useMay } from '../../../lib/permissions'
import { useListState } from '../../../lib/useListState'
import ExportButton from '../../../ui/ExportButton'
import Listing from '../../../ui/Listing'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import StatusTag from '../../../ui/StatusTag'
import Views from '../../../ui/Views'
import '../licensing.css'
import { OFFER_STATES, type Offer, type OfferState } from '../model'
import { saveOffers, useOffers } from '../queries'
import { priceText } from '../words'

function State({ of }: { of: Offer }) {
  const { t } = useTranslation()
  return <><StatusTag subject="licence_offer" state={of.state} />{of.cause && of.state === 'unavailable' && <span className="zr-sub"> {t(`licensing.cause.${of.cause}`)}</span>}</>
}

function useCount(state: OfferState | undefined) {
  return useOffers({ state, limit: 1 }).data?.total
}

export default function OffersPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const { state, set } = useListState()
  const view = OFFER_STATES.find((each) => each === state.state)
  const found = useOffers({ state: view, cursor: state.cursor })
  const counts: Record<OfferState | 'all', number | string | undefined> = {
    all: useCount(undefined), draft: useCount('draft'), published: useCount('published'), unavailable: useCount('unavailable'), withdrawn: useCount('withdrawn'),
  }
  const make = useMay('prepare') && <Button type="primary" icon={<PlusOutlined aria-hidden />} onClick={() => void navigate('/e/licensing/new')}>{t('licensing.offers.new')}</Button>
  return (
    <>
      <PageHeader title={t('licensing.offers.title')} sub={t('licensing.offers.sub')} extra={<><Link to="/market">{t('licensing.offers.market')}</Link>
        <ExportButton ask={() => saveOffers(view)} fileName={t('licensing.offers.file')} long={{ list: 'licence_offers', format: 'xlsx', filters: { state: view } }} />{make}</>} />
      <Panel flush header={<Views label={t('licensing.offers.views')} value={view ?? 'all'} onChange={(key) => set({ state: key === 'all' ? null : key })}
        items={(['all', ...OFFER_STATES] as const).map((key) => ({ key, label: key === 'all' ? t('common.all') : t(`status.licence_offer.${key}`), count: counts[key] }))} />}>
        <Listing<Offer> asked={found} keyOf={(row) => row.id} clear={view ? () => set({ state: null }) : undefined}
          empty={{ title: t('licensing.offers.none'), text: t('licensing.offers.noneText'), action: make || undefined }}
          columns={[
            { title: t('licensing.fact.number'), key: 'number', render: (_, row) => <Link className="num" to={`/e/licensing/${row.id}`}>{row.number}</Link> },
            { title: t('licensing.fact.patent'), key: 'right', render: (_, row) => <>{row.right.title || '—'}<div className="zr-sub num">{patentNumber(row.right.label)}</div></> },
            { title: t('licensing.fact.kind'), key: 'kind', render: (_, row) => t(`licensing.kind.${row.scope.kind}`) },
            { title: t('licensing.fact.price'), key: 'price', render: (_, row) => priceText(row.price, t) },
            { title: t('licensing.fact.state'), key: 'state', render: (_, row) => <State of={row} /> },
            { title: t('licensing.fact.publishedOn'), key: 'published', render: (_, row) => <span className="num">{formatDate(row.published_at)}</span> },
          ]}
          card={(row) => (
            <>
              <span><Link to={`/e/licensing/${row.id}`}>{row.right.title || row.number}</Link> <State of={row} /></span>
              <span>{t(`licensing.kind.${row.scope.kind}`)} · {priceText(row.price, t)}</span>
              <span className="zr-sub num">{row.number} · {patentNumber(row.right.label)}</span>
            </>
          )} />
      </Panel>
    </>
  )
}
