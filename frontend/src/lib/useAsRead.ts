/** What of a record was on the screen when a decision on it began; taken anew when the reader says so. */
import { useState } from 'react'

export function useAsRead<T>(present: T): [T, () => void] {
  const [read, setRead] = useState(present)
  return [read, () => setRead(present)]
}
