/** A draft that survives a reload: kept on this device on every change, dropped when sent or signed out. */
import { useState } from 'react'
import { draftName } from './drafts'
import { useMe } from './permissions'

interface Kept<T> {
  value: T
  at: string
}

function clockText(moment: Date): string {
  return new Intl.DateTimeFormat('zh-CN', {
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: 'Asia/Shanghai',
  }).format(moment)
}

function read<T>(name: string): Kept<T> | null {
  try {
    const text = localStorage.getItem(name)
    return text === null ? null : (JSON.parse(text) as Kept<T>)
  } catch {
    return null
  }
}

/** At once, not after a while: what is typed last is there too. Null where the browser keeps nothing more. */
function keep(name: string, value: unknown): string | null {
  const now = new Date()
  try {
    localStorage.setItem(name, JSON.stringify({ value, at: now.toISOString() }))
    return clockText(now)
  } catch {
    return null
  }
}

export function useKeptDraft<T>(key: string, start: T) {
  const name = draftName(useMe().member.id, key)
  const [found] = useState(() => read<T>(name))
  const [value, setValue] = useState<T>(found?.value ?? start)
  const [keptAt, setKeptAt] = useState<string | null>(null)
  const [restoredAt, setRestoredAt] = useState<string | null>(found ? clockText(new Date(found.at)) : null)

  return {
    value,
    keptAt,
    restoredAt,
    set: (next: T) => {
      setValue(next)
      setKeptAt(keep(name, next))
    },
    /** What was kept is no longer needed: it was sent. */
    drop: () => {
      localStorage.removeItem(name)
    },
    /** Begin again from the start. */
    reset: () => {
      localStorage.removeItem(name)
      setRestoredAt(null)
      setValue(start)
    },
  }
}
