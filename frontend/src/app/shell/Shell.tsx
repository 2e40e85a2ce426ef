/** The frame of every signed-in page: top bar, navigation, content; five tabs on a phone. */
import { SearchOutlined } from '@ant-design/icons'
import { Fragment, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, Navigate, Outlet, useLocation, useNavigate } from 'react-router'
import { useFocusKept } from '../../lib/keepFocus'
import { useSession } from '../../lib/permissions'
import { useHotkeys } from '../../lib/useHotkeys'
import { useListKeys } from '../../lib/useListKeys'
import SkeletonRows from '../../ui/SkeletonRows'
import LateRefusals from './LateRefusals'
import MoreTab from './MoreTab'
import Outdated from './Outdated'
import Palette from './Palette'
import Shortcuts from './Shortcuts'
import TopActions from './TopActions'
import DemoBand from './DemoBand'
import FactorDuty from './FactorDuty'
import SiblingTabs from './SiblingTabs'
import { PLACES, placeOf, placesFor, siblings } from './places'

/** What fits beside each other on a phone. */
const TABS = 5

export default function Shell() {
  const { t } = useTranslation()
  const session = useSession()
  const location = useLocation()
  const content = useRef<HTMLElement>(null)
  const navigate = useNavigate()
  const [palette, setPalette] = useState(false)
  const [keys, setKeys] = useState(false)
  const open = useCallback(() => setPalette(true), [])
  const help = useCallback(() => setKeys(true), [])
  const closePalette = useCallback(() => setPalette(false), [])
  const kind = session?.organisation.kind
  useHotkeys(useMemo(() => {
    const work = kind && PLACES[kind][1]
    return {
      'ctrl+k': open, '/': open, '?': help,
      'g h': () => void navigate('/'), 'g t': () => void navigate('/tasks'), ...(work ? { 'g q': () => void navigate(work.to) } : {}),
    }
  }, [open, help, kind, navigate]))
  useListKeys()
  useFocusKept()
  useEffect(() => {
    content.current?.focus({ preventScroll: true })
    window.scrollTo({ top: 0 })
  }, [location.pathname])
  if (!session) return <Navigate to={`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`} replace />
  const places = placesFor(session.organisation.kind, session.permissions)
  const here = placeOf(places, location.pathname)
  const links = places.map(({ to, key, icon: Icon }) => (
    <Link key={to} to={to} aria-current={to === here ? 'page' : undefined}>
      <Icon aria-hidden />
      <span>{t(`nav.${key}`)}</span>
    </Link>
  ))
  const shown = links.length > TABS ? links.slice(0, TABS - 1) : links
  const isBehind = places.slice(shown.length).some((place) => place.to === here)
  return (
    <>
      <a className="zr-skip" href="#content">{t('common.skip')}</a>
      <DemoBand />
      <LateRefusals />
      <header className="zr-top">
        <Link className="zr-brand" to="/">
          <img src="/favicon.svg" width={28} height={28} alt="" />
          {t('common.name')}
        </Link>
        <span className="zr-org" title={session.organisation.name}>{session.organisation.name}</span>
        <span className="zr-top-gap" />
        <button type="button" className="zr-search" onClick={open} aria-label={t('nav.palette')}>
          <SearchOutlined aria-hidden />
          <span>{t('common.search')}</span>
          <kbd>Ctrl K</kbd>
        </button>
        <span className="zr-top-gap" />
        <TopActions />
      </header>
      <div className="zr-body">
        <nav className="zr-nav" aria-label={t('nav.main')}>
          <ul>{links.map((link) => <li key={link.key}>{link}</li>)}</ul>
        </nav>
        <main id="content" className="zr-content" ref={content} tabIndex={-1}>
          <FactorDuty />
          <Outdated />
          <SiblingTabs pages={siblings(places, location.pathname)} here={location.pathname} />
          <Suspense fallback={<SkeletonRows rows={8} />}>
            {/* Another address is another page: nothing that was begun on the one before stands on it. */}
            <Fragment key={location.pathname}><Outlet /></Fragment>
          </Suspense>
        </main>
      </div>
      <nav className="zr-tabs" aria-label={t('nav.menu')}>
        {shown}
        {shown.length < links.length && <MoreTab key={location.key} links={links.slice(shown.length)} isHere={isBehind} />}
      </nav>
      {palette && <Palette places={places} close={closePalette} help={help} />}
      {keys && <Shortcuts bank={session.organisation.kind === 'bank'} close={() => setKeys(false)} />}
    </>
  )
}
