/** Large files in pieces that can be gone on with (tus 1.0): after a pause, a lost network, a reload, a restart of the server. */
import { DetailedError, Upload } from 'tus-js-client'
import { api, csrfToken, ok } from './client'
import { asProblem, offline, Problem } from './problem'
import type { components } from './schema'

export type UnderWay = components['schemas']['UploadOut']

const UPLOADS = '/api/v1/uploads'
export const MIB = 1024 * 1024
export const PIECE = 8 * MIB
export const MOST = 2048 * MIB
/** Half a minute apart for half an hour: as long as a store may be down. */
const SECONDS = [0, 1, 2, 5, 10, 20, ...Array<number>(60).fill(30)]
/** Conflicts that pass; an answer to HEAD has no body that could say which one it is. */
const PASSING = new Set(['documents.upload_busy', 'documents.offset_conflict', 'http_error'])
const KEPT = 'zr-uploads'

export interface Told {
  /** The upload's id, as soon as the server has given one. */
  announced: (id: string) => void
  /** So far, from the beginning; hearing it also ends a trouble. */
  sent: (bytes: number) => void
  /** What keeps the upload from going on just now. */
  trouble: (problem: Problem) => void
  done: (documentId: string) => void
  failed: (problem: Problem) => void
}

/** Send a file, or the rest of it; the returned function pauses. */
export function send(file: File, kind: string, id: string | null, told: Told): () => void {
  let known = id
  let stopped = false
  const ended = (problem: Problem) => {
    if (stopped) return
    void outcome(known, problem).then((found) => {
      if (found instanceof Problem) told.failed(found)
      else told.done(found)
    })
  }
  const upload = new Upload(file, {
    endpoint: known ? null : UPLOADS,
    uploadUrl: known ? `${UPLOADS}/${known}` : null,
    metadata: { filename: file.name, kind },
    chunkSize: PIECE,
    storeFingerprintForResuming: false,
    retryDelays: SECONDS.map((each) => each * 1000),
    onBeforeRequest: (request) => {
      request.setHeader('X-CSRF-Token', csrfToken())
      request.setHeader('Accept', 'application/json')
    },
    onUploadUrlAvailable: () => {
      // From now on a failing server must not make it begin anew.
      upload.options.endpoint = null
      known = upload.url?.split('/').at(-1) ?? null
      if (known) {
        keepFile(known, file)
        told.announced(known)
      }
    },
    onProgress: (bytes) => told.sent(bytes),
    onShouldRetry: (error) => {
      const problem = problemOf(error)
      const again = mayGoOn(problem)
      if (again && !stopped) told.trouble(problem)
      return again
    },
    onSuccess: ({ lastResponse }) => {
      const document = lastResponse.getHeader('Zhirong-Document')
      if (stopped) return
      if (document) told.done(document)
      else ended(offline())
    },
    onError: (error) => ended(problemOf(error)),
  })
  upload.start()
  return () => {
    stopped = true
    void upload.abort()
  }
}

/** Whether the same request may succeed later. */
export const mayGoOn = (problem: Problem): boolean =>
  problem.status === 0 || problem.status === 429 || problem.status >= 500 || (problem.status === 409 && PASSING.has(problem.code))

/** The refusal that tus met, as every page shows it. */
export function problemOf(error: unknown): Problem {
  const answer = error instanceof DetailedError ? error.originalResponse : null
  if (!answer) return error instanceof DetailedError ? offline() : asProblem(error)
  try {
    return new Problem(answer.getStatus(), JSON.parse(answer.getBody() || '{}') as Record<string, unknown>)
  } catch {
    return new Problem(answer.getStatus(), {})
  }
}

/** What became of an upload that ended badly: the document after all, or why not. */
async function outcome(id: string | null, problem: Problem): Promise<string | Problem> {
  if (!id || problem.status === 0) return problem
  try {
    const upload = await ok(api.GET('/api/v1/uploads/{upload_id}', { params: { path: { upload_id: id } } }))
    if (upload.document_id) return upload.document_id
    return upload.refusal ? new Problem(422, upload.refusal) : problem
  } catch (unknown) {
    return asProblem(unknown)
  }
}

/** Give an upload up, even if a piece of it is just being taken in. */
export async function giveUp(id: string): Promise<void> {
  await Upload.terminate(`${UPLOADS}/${id}`, {
    headers: { 'X-CSRF-Token': csrfToken() },
    retryDelays: [500, 1000, 2000, 5000, 10_000],
    onShouldRetry: (error) => mayGoOn(problemOf(error)),
  }).catch((error: unknown) => {
    const problem = problemOf(error)
    if (problem.status !== 404 && problem.code !== 'documents.upload_over') throw problem
  })
  forget(id)
}

export const underWay = async (): Promise<UnderWay[]> => (await ok(api.GET('/api/v1/uploads'))).items

// The file that an upload was begun with: a browser may not open it again by itself after a reload.

interface Kept {
  name: string
  modified: number
}

function kept(): Record<string, Kept> {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? '{}') as Record<string, Kept>
  } catch {
    return {}
  }
}

function keepFile(id: string, file: File) {
  localStorage.setItem(KEPT, JSON.stringify({ ...kept(), [id]: { name: file.name, modified: file.lastModified } }))
}

export function forget(id: string) {
  const { [id]: _, ...rest } = kept()
  localStorage.setItem(KEPT, JSON.stringify(rest))
}

/** Whether this is the file that the upload was begun with, as far as can be told without reading it. */
export function isSameFile(upload: Pick<UnderWay, 'id' | 'name' | 'size'>, file: File): boolean {
  const begun = kept()[upload.id]
  if (file.size !== upload.size) return false
  return begun ? begun.name === file.name && begun.modified === file.lastModified : file.name === upload.name
}

/** What this browser began of this file before, if the server still has it. */
export async function begunBefore(file: File, kind: string): Promise<UnderWay | undefined> {
  const begun = kept()
  return (await underWay()).find((each) => each.id in begun && each.kind === kind && isSameFile(each, file))
}

/** Deposit a large file in one go, going on with what this browser began before. */
export async function depositInPieces(file: File, kind: string, onProgress?: (share: number) => void): Promise<string> {
  const before = await begunBefore(file, kind)
  return new Promise((resolve, reject) => {
    send(file, kind, before?.id ?? null, {
      announced: () => undefined,
      trouble: () => undefined,
      sent: (bytes) => onProgress?.(bytes / file.size),
      done: resolve,
      failed: reject,
    })
  })
}
