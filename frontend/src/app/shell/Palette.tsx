/** Go anywhere by a few letters: a page, or a record by its number or name. Ctrl K. */
import { Input, Modal } from 'antd'
import { type KeyboardEvent, useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useFound } from './found'
import { everyPage, type Place } from './places'
import './palette.css'

interface Props {
  places: readonly Place[]
  close: () => void
  help: () => void
}

interface Entry {
  key: string
  name: string
  /** What it is, where it is no page. */
  what?: string
  run: () => void
}

export default function Palette({ places: entries, close, help }: Props) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [text, setText] = useState('')
  const [at, setAt] = useState(0)
  const { found, busy } = useFound(text)
  const shown = useMemo<Entry[]>(() => {
    const to = (address: string) => () => {
      close()
      void navigate(address)
    }
    const pages = [
      ...everyPage(entries).map((page) => ({ to: page.to, name: t(`nav.${page.key}`) })),
      { to: '/tasks', name: t('nav.tasks') },
      { to: '/exports', name: t('nav.exports') },
      { to: '/notifications', name: t('nav.notifications') },
      { to: '/account', name: t('nav.account') },
    ].map((page) => ({ key: page.to, name: page.name, run: to(page.to) }))
    const keys = { key: '?', name: t('nav.keys.title'), run: () => { close(); help() } }
    const wanted = text.trim().toLowerCase()
    return [
      ...[...pages, keys].filter((each) => `${each.name} ${each.key}`.toLowerCase().includes(wanted)),
      ...found.map((each) => ({ key: each.to, name: each.name, what: t(`nav.found.${each.what}`), run: to(each.to) })),
    ]
  }, [entries, t, text, found, close, help, navigate])
  const here = Math.min(at, shown.length - 1)
  const press = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step) {
      event.preventDefault()
      const next = (here + step + shown.length) % Math.max(1, shown.length)
      setAt(next)
      document.getElementById(`palette-${next}`)?.scrollIntoView({ block: 'nearest' })
    }
    if (event.key === 'Enter') shown[here]?.run()
  }
  return (
    <Modal open footer={null} mask={{ closable: true }} closable={false} onCancel={close} width={640} style={{ top: 112 }} title={t('nav.palette')}>
      <Input
        autoFocus value={text} placeholder={t('nav.paletteInput')} aria-label={t('nav.paletteInput')}
        role="combobox" aria-expanded aria-controls="palette" aria-activedescendant={shown[here] ? `palette-${here}` : undefined}
        onChange={(event) => {
          setText(event.target.value)
          setAt(0)
        }}
        onKeyDown={press}
      />
      <ul id="palette" role="listbox" aria-label={t('nav.palette')} aria-busy={busy} className="zr-palette">
        {shown.map((entry, index) => (
          // The keyboard moves through the box above; a click is the mouse's way.
          <li key={entry.key} id={`palette-${index}`} role="option" aria-selected={index === here} tabIndex={-1}
            onClick={entry.run} onKeyDown={press} onMouseEnter={() => setAt(index)}>
            {entry.what && <span className="zr-palette-what">{entry.what}</span>}{entry.name}
          </li>
        ))}
      </ul>
      {shown.length === 0 && <p role="status">{t(busy ? 'common.loading' : 'nav.paletteNone')}</p>}
    </Modal>
  )
}
