/** The front page: what it is, what counts so far and how, the way from patent to loan, the register. */
import { useQuery } from '@tanstack/react-query'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { api, ok } from '../../../api/client'
import PublicFrame from '../../../app/shell/PublicFrame'
import { useTitle } from '../../../lib/useTitle'
import EmptyState from '../../../ui/EmptyState'
import ErrorState from '../../../ui/ErrorState'
import SkeletonRows from '../../../ui/SkeletonRows'
import Counter from '../components/Counter'
import HeroPicture from '../components/HeroPicture'
import LookupField from '../components/LookupField'
import '../public.css'

const STEPS = ['bring', 'see', 'apply'] as const
const FACTS = ['grounds', 'people', 'reasons'] as const

export default function LandingPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const totals = useQuery({ queryKey: ['oversight', 'listPublicTotals'], queryFn: () => ok(api.GET('/api/v1/public/totals')) })
  useTitle(t('public.hero.short'))
  return (
    <PublicFrame wide>
      <section className="zr-hero">
        <div className="zr-wide">
          <div>
            <p className="zr-hero-name">{t('public.hero.name')}</p>
            <h1>{t('public.hero.title')}</h1>
            <p className="zr-hero-text">{t('public.hero.text')}</p>
            <div className="zr-hero-actions">
              <Button type="primary" size="large" onClick={() => void navigate('/sign-up')}>{t('public.hero.start')}</Button>
              <Button size="large" onClick={() => void navigate('/register-lookup')}>{t('public.nav.lookup')}</Button>
              <Button size="large" onClick={() => void navigate('/verify')}>{t('papers.verify.link')}</Button>
            </div>
            <dl className="zr-hero-facts">
              {FACTS.map((key) => (
                <div key={key}><dt>{t(`public.hero.fact.${key}.label`)}</dt><dd>{t(`public.hero.fact.${key}.value`)}</dd></div>
              ))}
            </dl>
          </div>
          <HeroPicture />
        </div>
      </section>
      <section className="zr-section zr-section-white" aria-labelledby="zr-counted">
        <div className="zr-wide">
          <h2 id="zr-counted">{t('public.counter.title')}</h2>
          {totals.isPending && <SkeletonRows rows={5} />}
          {totals.isLoadingError && <ErrorState compact error={totals.error} retry={() => void totals.refetch()} />}
          {totals.data?.items.length === 0 && <EmptyState title={t('public.counter.none')} text={t('public.counter.noneText')} />}
          {totals.data?.items.map((total) => <Counter key={total.target} total={total} />)}
        </div>
      </section>
      <section className="zr-section" aria-labelledby="zr-steps">
        <div className="zr-wide">
          <h2 id="zr-steps">{t('public.step.title')}</h2>
          <p className="muted">{t('public.step.sub')}</p>
          <ol className="zr-steps">
            {STEPS.map((key, place) => (
              <li key={key}>
                <h3><span aria-hidden>{place + 1}</span> {t(`public.step.${key}.title`)}</h3>
                <p>{t(`public.step.${key}.text`)}</p>
              </li>
            ))}
          </ol>
        </div>
      </section>
      <section className="zr-section zr-section-white" aria-labelledby="zr-lookup">
        <div className="zr-wide">
          <div className="zr-dark">
            <div>
              <h2 id="zr-lookup">{t('public.lookup.title')}</h2>
              <p>{t('public.lookup.text')}</p>
            </div>
            <LookupField />
          </div>
        </div>
      </section>
    </PublicFrame>
  )
}
