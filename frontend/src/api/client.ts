/** The one way to the API: typed by the contract, same origin, CSRF token, one key per intent. */
import createClient, { type Middleware } from 'openapi-fetch'
import { heard } from '../lib/dates'
import { Problem, offline } from './problem'
import type { paths } from './schema'
import { proven } from './secondFactor'

let csrf = ''

/** Called with the token of GET or POST /session. */
export function setCsrf(token: string) {
  csrf = token
}

/** For whoever sends without `api`. */
export const csrfToken = (): string => csrf

/** Every request says its reader's language; every unsafe one proves where it comes from; every POST is done once, however often sent. Every answer says what time it is. */
const guard: Middleware = {
  onRequest({ request }) {
    request.headers.set('Accept-Language', document.documentElement.lang)
    if (request.method !== 'GET') {
      request.headers.set('X-CSRF-Token', csrf)
      if (!request.headers.has('Idempotency-Key')) {
        request.headers.set('Idempotency-Key', crypto.randomUUID())
      }
    }
    return request
  },
  onResponse({ response }) {
    heard(response.headers.get('Date'))
  },
}

const send = (request: Request): Promise<Response> =>
  globalThis.fetch(request).catch(() => {
    throw offline()
  })

export const api = createClient<paths>({
  baseUrl: location.origin,
  fetch: (request: Request) => proven(request, send),
})
api.use(guard)

interface Answer<T> {
  data?: T
  error?: unknown
  response: Response
}

/** The answer's body, or the refusal as a Problem. */
export async function ok<T>(asked: Promise<Answer<T>>): Promise<T> {
  const { data, error, response } = await asked
  if (!response.ok) {
    const body = typeof error === 'object' && error !== null ? error : { detail: String(error ?? '') }
    throw new Problem(response.status, body as Record<string, unknown>)
  }
  return data as T
}

export const unwrap = ok

/** Every item of a list, page after page: for what has to be whole, where a page would not be. */
export async function everyPage<T>(ask: (cursor: string | undefined) => Promise<{ items: T[]; next?: string | null }>): Promise<T[]> {
  const items: T[] = []
  let cursor: string | undefined
  do {
    const page = await ask(cursor)
    items.push(...page.items)
    cursor = page.next ?? undefined
  } while (cursor)
  return items
}

/** Upload a form with progress from 0 to 1. */
export function upload<T>(path: string, form: FormData, onProgress?: (share: number) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest()
    request.open('POST', path)
    request.setRequestHeader('X-CSRF-Token', csrf)
    request.setRequestHeader('Accept', 'application/json')
    request.setRequestHeader('Accept-Language', document.documentElement.lang)
    request.upload.onprogress = (event) => {
      if (event.lengthComputable) onProgress?.(event.loaded / event.total)
    }
    request.onerror = () => reject(offline())
    request.onload = () => {
      let body: Record<string, unknown>
      try {
        body = JSON.parse(request.responseText || '{}') as Record<string, unknown>
      } catch {
        body = { detail: request.responseText }
      }
      if (request.status < 400) resolve(body as T)
      else reject(new Problem(request.status, body))
    }
    request.send(form)
  })
}
