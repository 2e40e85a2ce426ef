/** Single keys and two in a row (`g h`), off inside inputs, while an IME composes, and when the account says so. */
import { useEffect } from 'react'

const OFF = 'zr-hotkeys-off'
/** The second of two keys comes within this. */
const PAIR_MS = 1500

export const hotkeysAreOff = () => localStorage.getItem(OFF) === '1'
export const setHotkeysOff = (off: boolean) => localStorage.setItem(OFF, off ? '1' : '0')

export function useHotkeys(keys: Record<string, (event: KeyboardEvent) => void>) {
  useEffect(() => {
    let first = ''
    let since = 0
    const listen = (event: KeyboardEvent) => {
      const target = event.target as HTMLElement
      const typing = target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName)
      const withControl = event.ctrlKey || event.metaKey
      const name = withControl ? `ctrl+${event.key.toLowerCase()}` : event.key
      const begun = Date.now() - since < PAIR_MS ? first : ''
      first = ''
      if (event.isComposing || (typing && !withControl && event.key !== 'Escape')) return
      // A dialogue keeps its keys: none of them leads away from what it asks.
      if (!withControl && event.key.length === 1 && (hotkeysAreOff() || target.closest('[role="dialog"]'))) return
      const action = (begun && keys[`${begun} ${name}`]) || keys[name]
      if (action) {
        event.preventDefault()
        action(event)
      } else if (!withControl && Object.keys(keys).some((each) => each.startsWith(`${name} `))) {
        first = name
        since = Date.now()
      }
    }
    document.addEventListener('keydown', listen)
    return () => document.removeEventListener('keydown', listen)
  }, [keys])
}
