/** What the window is and wishes: its width, its motion. */
import { useSyncExternalStore } from 'react'
import { useHeld } from './underDialog'

export function useMedia(query: string): boolean {
  return useSyncExternalStore(
    (changed) => {
      const media = matchMedia(query)
      media.addEventListener('change', changed)
      return () => media.removeEventListener('change', changed)
    },
    () => matchMedia(query).matches,
    () => false,
  )
}

const before = (shown: boolean) => shown

/** Whether the window is a phone's (< 600 px) or narrower than `width`; under a dialog, whether it was when that opened. */
export const useNarrow = (width = 600): boolean => useHeld(useMedia(`(max-width: ${width - 1}px)`), Object.is, before)
