/** Go anywhere by a few letters: Ctrl K. */
import { Input, Modal } from 'antd'
import { type KeyboardEvent, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { everyPage, type Place } from './places'
import './palette.css'

export default function Palette({ places: entries, close }: { places: readonly Place[]; close: () => void }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const places = useMemo(() => {
    const every = [
      ...everyPage(entries).map((page) => ({ to: page.to, name: t(`nav.${page.key}`) })),
      { to: '/notifications', name: t('nav.notifications') },
      { to: '/account', name: t('nav.account') },
    ]
    const wanted = text.trim().toLowerCase()
    return every.filter((place) => `${place.name} ${place.to}`.toLowerCase().includes(wanted))
  }, [entries, t, text])
  const go = (to: string | undefined) => {
    if (!to) return
    close()
    void navigate(to)
  }
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) {
      event.preventDefault()
      setAt((before) => (before + step + places.length) % Math.max(1, places.length))
    }
    if (event.key === 'Enter') go(places[at]?.to)
  }
  return (
    <Modal open footer={null} closable={false} onCancel={close} width={640} style={{ top: 112 }} title={t('nav.palette')}>
      <Input
        autoFocus value={text} placeholder={t('nav.paletteInput')} aria-label={t('nav.paletteInput')}
        role="combobox" aria-expanded aria-controls="palette" aria-activedescendant={places[at] ? `palette-${at}` : undefined}
        onChange={(event) => {
          setText(event.target.value)
          setAt(0)
        }}
        onKeyDown={press}
      />
      <ul id="palette" role="listbox" aria-label={t('nav.palette')} className="zr-palette">
        {places.map((place, index) => (
          // The keyboard moves through the box above; a click is the mouse's way.
          <li key={place.to} id={`palette-${index}`} role="option" aria-selected={index === at} tabIndex={-1}
            onClick={() => go(place.to)} onKeyDown={press} onMouseEnter={() => setAt(index)}>
            {place.name}
          </li>
        ))}
      </ul>
      {places.length === 0 && <p>{t('nav.paletteNone')}</p>}
    </Modal>
  )
}
