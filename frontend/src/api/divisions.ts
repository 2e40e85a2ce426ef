/** The districts with their streets: the one list that every form and page takes them from. */
import { useQuery } from '@tanstack/react-query'
import { api, ok } from './client'

export const useDivisions = () =>
  useQuery({
    queryKey: ['identity', 'listDivisions'],
    queryFn: () => ok(api.GET('/api/v1/divisions')),
    staleTime: Infinity,
  })

/** The name of a district by its code. */
export function useDivisionName() {
  const found = useDivisions().data
  return (code: string | null) => found?.find((each) => each.code === code)?.name ?? code ?? ''
}
