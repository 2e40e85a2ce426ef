/** What the window is and wishes: its width, its motion. */
import { useSyncExternalStore } from 'react'

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

/** Whether the window is a phone's (< 600 px) or narrower than `width`. */
export const useNarrow = (width = 600): boolean => useMedia(`(max-width: ${width - 1}px)`)
