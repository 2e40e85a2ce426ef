/** Single keys, off inside inputs, while an IME composes, and when the account says so. */
import { useEffect } from 'react'

const OFF = 'zr-hotkeys-off'

export const hotkeysAreOff = () => localStorage.getItem(OFF) === '1'
export const setHotkeysOff = (off: boolean) => localStorage.setItem(OFF, off ? '1' : '0')

export function useHotkeys(keys: Record<string, (event: KeyboardEvent) => void>) {
  useEffect(() => {
    const listen = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement
      const typing = target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)
      const withControl = event.ctrlKey || event.metaKey
      const name = withControl ? `ctrl+${event.key.toLowerCase()}` : event.key
      const action = keys[name]
      if (!action || event.isComposing || (typing && !withControl && event.key !== 'Escape')) return
      if (!withControl && event.key.length === 1 && hotkeysAreOff()) return
      event.preventDefault()
      action(event)
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [keys])
}
