/** Where the API wants the second factor's code, somebody is asked for it and the same request goes again with it. */
import { Problem } from './problem'

/** Asked with the refusal of the last try; answers the code (or a passkey's answer), or null when the reader gives up. */
type Ask = (refused: Problem) => Promise<string | null>
type Send = (request: Request) => Promise<Response>

interface Asker {
  ask: Ask
  /** The request is settled, one way or the other. */
  done: () => void
}

const NEEDED = 'identity.code_needed'
const AGAIN = new Set([NEEDED, 'identity.code_wrong', 'identity.code_spent', 'identity.recovery_code_spent', 'identity.sign_in_delayed',
  'identity.passkey_refused', 'identity.passkey_stale', 'identity.passkey_suspect'])
/** These have a field of their own for the code, or never need one. */
const ASKS_ITSELF = /^\/api\/v1\/(session|links\/[^/]+|public\/.+)$/

let asker: Asker | null = null
/** One question at a time, however many requests wait for a code. */
let turn: Promise<unknown> = Promise.resolve()

/** Whoever shows the prompt; answers how to leave. */
export function askWith(shown: Asker): () => void {
  asker = shown
  return () => {
    if (asker === shown) asker = null
  }
}

async function refusal(response: Response): Promise<Problem | null> {
  if (response.status !== 403 && response.status !== 429) return null
  const body: unknown = await response.clone().json().catch(() => null)
  return typeof body === 'object' && body !== null ? new Problem(response.status, body as Record<string, unknown>) : null
}

/** The same request with a code: another body, so another key. */
function withCode(request: Request, body: object, code: string): Request {
  const headers = new Headers(request.headers)
  headers.set('Idempotency-Key', crypto.randomUUID())
  return new Request(request.url, { method: request.method, headers, body: JSON.stringify({ ...body, code }), signal: request.signal })
}

async function askUntilSettled(first: Response, refused: Problem, spare: Request, send: Send, { ask, done }: Asker): Promise<Response> {
  const body = (await spare.json()) as object
  let response = first
  let why: Problem | null = refused
  try {
    while (why && AGAIN.has(why.code)) {
      const code = await ask(why)
      if (code === null) return response
      response = await send(withCode(spare, body, code))
      why = await refusal(response)
    }
    return response
  } finally {
    done()
  }
}

/** The answer to the request, after the reader gave his code where one is needed. */
export async function proven(request: Request, send: Send): Promise<Response> {
  const mayAsk = request.method === 'POST' && request.headers.get('Content-Type')?.startsWith('application/json')
    && !ASKS_ITSELF.test(new URL(request.url).pathname)
  if (!mayAsk) return send(request)
  const spare = request.clone()
  const response = await send(request)
  const refused = await refusal(response)
  const shown = asker
  if (refused?.code !== NEEDED || shown === null) return response
  const asked = turn.then(() => askUntilSettled(response, refused, spare, send, shown))
  turn = asked.catch(() => undefined)
  return asked
}
