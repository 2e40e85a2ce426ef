/** Whether the window is a phone's (< 600 px) or narrower than `width`. */
import { useSyncExternalStore } from 'react'

export function useNarrow(width = 600): boolean {
  return useSyncExternalStore(
    (changed) => {
      const media = matchMedia(`(max-width: ${width - 1}px)`)
      media.addEventListener('change', changed)
      return () => media.removeEventListener('change', changed)
    },
    () => matchMedia(`(max-width: ${width - 1}px)`).matches,
    () => false,
  )
}
