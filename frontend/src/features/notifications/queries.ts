/** What the inbox asks the API. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, ok } from '../../api/client'

export const useInbox = (unread: boolean, cursor: string | null) =>
  useQuery({
    queryKey: ['notifications', 'listNotifications', unread, cursor],
    queryFn: () => ok(api.GET('/api/v1/notifications', { params: { query: { unread, cursor, limit: 20 } } })),
  })

export function useReading() {
  const cache = useQueryClient()
  const fresh = () => cache.invalidateQueries({ queryKey: ['notifications'] })
  return {
    read: async (notification_id: string) => {
      await ok(api.POST('/api/v1/notifications/{notification_id}/read', { params: { path: { notification_id } } }))
      await fresh()
    },
    readAll: async () => {
      await ok(api.POST('/api/v1/notifications/read-all'))
      await fresh()
    },
  }
}
