/** View, filters, order and page of the queue: they live in the address, so that a link shares them. */
import { useMemo } from 'react'
import { useSearchParams } from 'react-router'
import { PAGE, type QueueQuery, type QueueView } from './queries'

const VIEWS = ['mine', 'group', 'unassigned', 'all'] as const
const SORTS = ['deadline', 'amount', 'updated'] as const
export type QueueSort = (typeof SORTS)[number]

export interface QueueState {
  view: QueueView
  sort: QueueSort
  states: string[]
  q: string
  overdue: boolean
  /** A group of officers by its id. */
  group: string
  cursor: string | null
}

function read(params: URLSearchParams): QueueState {
  const view = params.get('view')
  const sort = params.get('sort')
  return {
    view: VIEWS.find((each) => each === view) ?? 'all',
    sort: SORTS.find((each) => each === sort) ?? 'deadline',
    states: params.getAll('state'),
    q: params.get('q') ?? '',
    overdue: params.get('overdue') === '1',
    group: params.get('group') ?? '',
    cursor: params.get('cursor'),
  }
}

export function write(state: QueueState, hidden?: string | null) {
  const params = new URLSearchParams()
  if (state.view !== 'all') params.set('view', state.view)
  if (state.sort !== 'deadline') params.set('sort', state.sort)
  for (const each of state.states) params.append('state', each)
  if (state.q) params.set('q', state.q)
  if (state.overdue) params.set('overdue', '1')
  if (state.group) params.set('group', state.group)
  if (state.cursor) params.set('cursor', state.cursor)
  if (hidden) params.set('hide', hidden)
  return params
}

/** What the server is asked for: all of the list. */
export function filterOf(state: QueueState): QueueQuery {
  return {
    view: state.view,
    sort: state.sort,
    ...(state.states.length > 0 ? { state: state.states as QueueQuery['state'] } : {}),
    ...(state.q ? { q: state.q } : {}),
    ...(state.overdue ? { overdue: true } : {}),
    ...(state.group ? { group_id: state.group } : {}),
  }
}

/** A page of it. */
export function queryOf(state: QueueState): QueueQuery {
  return { ...filterOf(state), limit: PAGE, ...(state.cursor ? { cursor: state.cursor } : {}) }
}

export function useQueueState() {
  const [params, setParams] = useSearchParams()
  const state = useMemo(() => read(params), [params])
  /** Anything but turning the page starts at the first page again. */
  const change = (part: Partial<QueueState>) =>
    setParams((before) => write({ ...state, cursor: null, ...part }, before.get('hide')), { replace: !('cursor' in part) && !('view' in part) })
  const filtered = state.states.length > 0 || state.q !== '' || state.overdue || state.group !== ''
  return { state, change, filtered, clear: () => change({ states: [], q: '', overdue: false, group: '' }) }
}
