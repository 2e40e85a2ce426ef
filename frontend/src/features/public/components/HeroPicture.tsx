/** A picture of the product for the eye only: an example, it says so, and it states no figure. */
import { CheckOutlined, SafetyCertificateOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import Mark from '../../../ui/Mark'
import WorkdayClock from '../../../ui/WorkdayClock'

const LINES = ['age', 'term', 'free'] as const
const FACTS = ['number', 'day', 'parties'] as const

export default function HeroPicture() {
  const { t } = useTranslation()
  return (
    <div className="zr-hero-picture" aria-hidden>
      <div className="zr-hero-card">
        <div className="zr-hero-line">
          <span><small>{t('public.hero.card.example')}</small><b>{t('public.hero.card.title')}</b></span>
          <Mark tone="success">{t('status.grade.fits')}</Mark>
        </div>
        <ul>{LINES.map((key) => <li key={key}><CheckOutlined aria-hidden /> {t(`public.hero.card.${key}`)}</li>)}</ul>
        <div className="zr-hero-line zr-hero-foot">
          <span><WorkdayClock total={5} used={1} overdue={false} label={t('public.hero.card.clock')} /> <small>{t('public.hero.card.clock')}</small></span>
          <span className="zr-hero-button">{t('public.hero.card.apply')}</span>
        </div>
      </div>
      <div className="zr-hero-card zr-hero-proof">
        <div className="zr-hero-line"><b>{t('public.hero.proof.title')}</b><SafetyCertificateOutlined aria-hidden /></div>
        <dl>
          {FACTS.map((key) => (
            <div key={key}><dt>{t(`public.hero.proof.${key}`)}</dt><dd /></div>
          ))}
        </dl>
        <Mark tone="success">{t('public.hero.proof.verified')}</Mark>
      </div>
    </div>
  )
}
