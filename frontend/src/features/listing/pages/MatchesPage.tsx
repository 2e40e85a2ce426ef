import { Button, Segmented } from 'antd'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import EmptyState from '../../../ui/EmptyState'
import ErrorState from '../../../ui/ErrorState'
import Money from '../../../ui/Money'
import PageHeader from '../../../ui/PageHeader'
import SkeletonRows from '../../../ui/SkeletonRows'
import CompareTray from '../components/CompareTray'
import FitCard from '../components/FitCard'
import NearlyCard from '../components/NearlyCard'
import NeedStrip from '../components/NeedStrip'
import NotFitting from '../components/NotFitting'
import {
  GRADES,
  MOST_COMPARED,
  cheapest,
  chosenIn,
  ofGrade,
  scaleEnd,
  type FinancingRequest,
  type Grade,
  type Matches,
} from '../model'
import { useMatches, useRequests } from '../queries'
import type { Words } from '../wording'

export default function MatchesPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [search, setSearch] = useSearchParams()
  const requests = useRequests()
  const open = (requests.data?.items ?? []).filter((each) => each.state !== 'withdrawn')
  const request = open.find((each) => each.id === search.get('request')) ?? open[0]
  const matches = useMatches(request?.id ?? '')

  return (
    <>
      <PageHeader
        title={t('listing.matches.title')}
        sub={
          matches.data
            ? t('listing.matches.meta', { date: matches.data.on, n: matches.data.total })
            : undefined
        }
        extra={request && <Button onClick={() => void navigate('/e/matches/requests/new')}>{t('listing.matches.another')}</Button>}
      />
      {requests.isPending && <SkeletonRows rows={6} />}
      {requests.isLoadingError && (
        <ErrorState error={requests.error} retry={() => void requests.refetch()} />
      )}
      {requests.isSuccess && request === undefined && (
        <EmptyState
          title={t('listing.matches.none.title')}
          text={t('listing.matches.none.text')}
          action={
            <Button
              type="primary"
              size="large"
              onClick={() => void navigate('/e/matches/requests/new')}
            >
              {t('listing.matches.none.action')}
            </Button>
          }
        />
      )}
      {request && (
        <>
          <NeedStrip
            request={request}
            all={open}
            onChoose={(id) => setSearch({ request: id })}
            onEdit={() => void navigate(`/e/matches/requests/${request.id}`)}
          />
          {matches.isPending && <SkeletonRows rows={8} />}
          {matches.isLoadingError && (
            <ErrorState error={matches.error} retry={() => void matches.refetch()} />
          )}
          {matches.data && <Bands matches={matches.data} request={request} />}
        </>
      )}
    </>
  )
}

function Bands({ matches, request }: { matches: Matches; request: FinancingRequest }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [search, setSearch] = useSearchParams()
  const words: Words = useMemo(
    () => ({ t, rights: new Map(request.rights.map((right) => [right.right_id, right])) }),
    [t, request],
  )
  const [ticked, setTicked] = useState(() => chosenIn(search))
  const chosen = ticked.filter((id) => matches.items.some((m) => m.product.id === id))
  const fits = ofGrade(matches.items, 'fits')
  const nearly = ofGrade(matches.items, 'nearly')
  const not = ofGrade(matches.items, 'does_not_fit')
  const end = scaleEnd(matches.items, matches.amount_fen)
  const best = cheapest(fits)
  const setChosen = (ids: string[]) => {
    setTicked(ids)
    const next = new URLSearchParams(search)
    next.set('request', request.id)
    if (ids.length === 0) next.delete('compare')
    else next.set('compare', ids.join(','))
    setSearch(next, { replace: true, preventScrollReset: true })
  }
  const toggle = (id: string, on: boolean) =>
    setChosen(on ? [...chosen, id].slice(0, MOST_COMPARED) : chosen.filter((each) => each !== id))
  const apply = (productId: string) =>
    void navigate(`/e/loans/new?request=${request.id}&products=${productId}`)

  if (matches.items.length === 0)
    return (
      <EmptyState
        title={t('listing.matches.noProducts.title')}
        text={t('listing.matches.noProducts.text')}
        action={
          <Button onClick={() => void navigate('/e')}>{t('listing.matches.noProducts.action')}</Button>
        }
      />
    )
  const shared = { end, wish: matches.amount_fen, termMonths: matches.term_months, words }
  const count = { fits: fits.length, nearly: nearly.length, does_not_fit: not.length }
  return (
    <>
      <div className="ls-bar-row">
        <Segmented<Grade>
          aria-label={t('listing.matches.band.label')}
          options={GRADES.map((grade) => ({
            value: grade,
            label: t(`listing.matches.band.${grade}`, { n: count[grade] }),
          }))}
          defaultValue={fits.length > 0 ? 'fits' : 'nearly'}
          onChange={(grade) =>
            document.getElementById(`band-${grade}`)?.scrollIntoView({ block: 'start' })
          }
        />
        <span className="ls-grow" />
        <span className="ls-legend">
          <span className="ls-tick-sample" aria-hidden /> {t('listing.matches.wish', { amount: '' })}
          <Money fen={matches.amount_fen} />
        </span>
        <span className="ls-legend">{t('listing.matches.order')}</span>
      </div>
      <section id="band-fits" aria-label={t('listing.fit.fits')} className="ls-band">
        {fits.length === 0 && <p className="muted">{t('listing.matches.noneInBand.fits')}</p>}
        {fits.map((match, at) => (
          <FitCard
            key={match.product.id}
            match={match}
            isFirst={at === 0}
            isCheapest={match.product.id === best}
            isCompared={chosen.includes(match.product.id)}
            isFull={chosen.length >= MOST_COMPARED}
            onCompare={(on) => toggle(match.product.id, on)}
            onApply={() => apply(match.product.id)}
            {...shared}
          />
        ))}
      </section>
      <section id="band-nearly" className="ls-band" aria-labelledby="band-nearly-title">
        <h2 id="band-nearly-title" className="ls-band-title">
          {t('listing.fit.nearly')} <small>{t('listing.matches.nearlySub')}</small>
        </h2>
        {nearly.length === 0 && <p className="muted">{t('listing.matches.noneInBand.nearly')}</p>}
        <div className="ls-nearly">
          {nearly.map((match) => (
            <NearlyCard
              key={match.product.id}
              match={match}
              request={request}
              isCompared={chosen.includes(match.product.id)}
              isFull={chosen.length >= MOST_COMPARED}
              onCompare={(on) => toggle(match.product.id, on)}
              onApply={() => apply(match.product.id)}
              {...shared}
            />
          ))}
        </div>
      </section>
      <section id="band-does_not_fit" className="ls-band" aria-labelledby="band-not-title">
        <h2 id="band-not-title" className="ls-band-title">
          {t('listing.fit.does_not_fit')} <small>{t('listing.matches.notSub')}</small>
        </h2>
        {not.length === 0 ? (
          <p className="muted">{t('listing.matches.noneInBand.does_not_fit')}</p>
        ) : (
          <NotFitting items={not} words={words} />
        )}
      </section>
      {chosen.length > 0 && (
        <CompareTray
          items={matches.items.filter((match) => chosen.includes(match.product.id))}
          onRemove={(id) => toggle(id, false)}
          onClear={() => setChosen([])}
          onCompare={() =>
            void navigate(`/e/matches/compare?request=${request.id}&compare=${chosen.join(',')}`)
          }
        />
      )}
    </>
  )
}
