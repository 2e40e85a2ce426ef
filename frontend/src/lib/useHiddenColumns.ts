/** The columns that a list leaves out: in the address, so that a link shares them; else as this member last chose here. */
import { useSearchParams } from 'react-router'
import { useMe } from './permissions'

const PARAM = 'hide'
/** In the address for "nothing is left out", whatever was chosen before. */
const NOTHING = 'none'

export function useHiddenColumns(list: string, keys: readonly string[]) {
  const [params, setParams] = useSearchParams()
  const name = `zr-hide-${list}-${useMe().member.id}`
  const text = params.get(PARAM) ?? localStorage.getItem(name) ?? NOTHING
  const hidden = text.split(',').filter((each) => keys.includes(each))
  const change = (next: readonly string[]) => {
    const written = next.join(',') || NOTHING
    localStorage.setItem(name, written)
    setParams((before) => {
      const after = new URLSearchParams(before)
      after.set(PARAM, written)
      return after
    }, { replace: true })
  }
  return { hidden, change }
}
