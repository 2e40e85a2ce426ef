/** What the inbox asks the API. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, ok } from '../../api/client'
import { useMutation } from '../../lib/useMutation'
import { type Choice, givenBy } from './settings'

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

export const useSettings = () =>
  useQuery({
    queryKey: ['notifications', 'getNotificationSettings'],
    queryFn: () => ok(api.GET('/api/v1/notifications/settings')),
  })

export function useChoosing() {
  const cache = useQueryClient()
  return useMutation({
    mutationFn: (choice: Choice) => ok(api.POST('/api/v1/notifications/settings', { body: givenBy(choice) })),
    onSuccess: () => cache.invalidateQueries({ queryKey: ['notifications'] }),
  })
}
