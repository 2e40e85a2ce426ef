/** What the list of tasks asks the API. */
import { useQuery } from '@tanstack/react-query'
import { api, ok } from '../../api/client'
import type { Kind } from './model'

export const useTasks = (kind: Kind | null, due_by: string | null, cursor: string | null) =>
  useQuery({
    queryKey: ['tasks', 'listTasks', kind, due_by, cursor],
    queryFn: () => ok(api.GET('/api/v1/tasks', { params: { query: { kind: kind ? [kind] : null, due_by, cursor, limit: 20 } } })),
  })
