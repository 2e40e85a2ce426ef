/** The page of a document in the address: `#page=3`. */
import { useCallback } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { pageOf } from './model'

export function usePageAnchor() {
  const { hash } = useLocation()
  const navigate = useNavigate()
  const onPage = useCallback(
    // The address as it is now: the same moment may have changed its query.
    (page: number) => void navigate({ search: location.search, hash: `page=${page}` }, { replace: true, preventScrollReset: true }),
    [navigate],
  )
  return { page: pageOf(hash), onPage }
}
