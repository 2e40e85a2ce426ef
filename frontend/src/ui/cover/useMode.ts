/** Under whose licence the platform works; it does not change while a page is open. */
import { useQuery } from '@tanstack/react-query'
import { api, ok } from '../../api/client'

export const useMode = () => useQuery({ queryKey: ['insurance', 'mode'], queryFn: () => ok(api.GET('/api/v1/insurance-mode')), staleTime: Infinity })
