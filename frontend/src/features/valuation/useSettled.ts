import { useEffect, useState } from 'react'

const MS = 350

/** What a value is once nobody has changed it for a moment. */
export function useSettled<T>(value: T, key: string): T {
  const [settled, setSettled] = useState({ value, key })
  useEffect(() => {
    if (settled.key === key) return undefined
    const wait = setTimeout(() => setSettled({ value, key }), MS)
    return () => clearTimeout(wait)
  }, [value, key, settled.key])
  return settled.value
}
