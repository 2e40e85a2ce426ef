/** Of what is asked one after the other only the last answer counts, and none once whoever asked has left. */
import { useCallback, useEffect, useRef } from 'react'

/** Called when asking; what it gives says, when the answer comes, whether it is still the newest. */
export function useNewest(): () => () => boolean {
  const turn = useRef(0)
  useEffect(() => () => { turn.current += 1 }, [])
  return useCallback(() => {
    turn.current += 1
    const mine = turn.current
    return () => mine === turn.current
  }, [])
}
