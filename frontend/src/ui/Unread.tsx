/** Beside a form: what it offers to choose from could not be read, and is asked for again. */
import ErrorState from './ErrorState'

interface Asked {
  isLoadingError: boolean
  error: unknown
  refetch: () => Promise<unknown>
}

export default function Unread({ of }: { of: readonly Asked[] }) {
  const failed = of.filter((each) => each.isLoadingError)
  if (failed.length === 0) return null
  return <ErrorState compact error={failed[0]?.error} retry={() => failed.forEach((each) => void each.refetch())} />
}
