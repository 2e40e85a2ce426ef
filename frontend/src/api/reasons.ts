/** The reasons that may be picked today: the one place that every form takes them from. */
import { useQuery } from '@tanstack/react-query'
import { api, ok } from './client'

export type ReasonList = 'kyb_return' | 'inquiry_not_agreed' | 'library_exit' | 'count_correction'

/** Those of a list, worded in the reader's language. */
export function useReasons(list: ReasonList) {
  return useQuery({
    queryKey: ['reference', 'reasons'],
    queryFn: () => ok(api.GET('/api/v1/reasons')),
    select: (page) => page.items.filter((each) => each.list === list),
  })
}
