/** The frame of every page that needs no sign-in: demonstration band, light top bar, language, ways in. */
import { Button } from 'antd'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { HOME, useSession } from '../../lib/permissions'
import { setLanguage } from '../i18n'
import DemoBand from './DemoBand'
import './public.css'

export default function PublicFrame({ children, wide = false }: { children: ReactNode; wide?: boolean }) {
  const { t, i18n } = useTranslation()
  const navigate = useNavigate()
  const session = useSession()
  const other = i18n.language === 'en' ? 'zh-CN' : 'en'
  return (
    <>
      <a className="zr-skip" href="#content">{t('common.skip')}</a>
      <DemoBand />
      <header className="zr-public-top">
        <div>
          <Link className="zr-brand" to="/">
            <img src="/favicon.svg" width={28} height={28} alt="" />
            {t('common.name')}
          </Link>
          <nav aria-label={t('public.nav.label')}>
            <Link to="/market">{t('public.nav.market')}</Link>
            <Link to="/register-lookup">{t('public.nav.lookup')}</Link>
            <Link to="/verify">{t('papers.verify.link')}</Link>
          </nav>
          <span className="zr-top-gap" />
          <Button type="text" lang={other} aria-label={t('nav.languageLabel')} onClick={() => setLanguage(other)}>
            {t('nav.language')}
          </Button>
          {session ? (
            <Button onClick={() => void navigate(HOME[session.organisation.kind])}>{t('public.nav.inside')}</Button>
          ) : (
            <>
              <Button onClick={() => void navigate('/sign-in')}>{t('public.nav.signIn')}</Button>
              <Button type="primary" onClick={() => void navigate('/sign-up')}>{t('public.nav.signUp')}</Button>
            </>
          )}
        </div>
      </header>
      <main id="content" className={wide ? undefined : 'zr-public-page'} tabIndex={-1}>
        {children}
      </main>
      <footer className="zr-public-foot">
        <div>
          <p>{t('public.foot.register')}</p>
          <p>{t('common.platform')} · <Link to="/market">{t('public.nav.market')}</Link></p>
        </div>
      </footer>
    </>
  )
}
