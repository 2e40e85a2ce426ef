/** What may be done with a record; a decision that was begun stays until its refusal was read, though a colleague decided meanwhile. */
import { useState } from 'react'

export function useBegun(allowed: readonly string[]) {
  const [begun, setBegun] = useState<readonly string[]>([])
  return {
    allowed: [...allowed, ...begun.filter((each) => !allowed.includes(each))],
    begin: () => setBegun((before) => (before.length > 0 ? before : allowed)),
    end: () => setBegun([]),
  }
}
