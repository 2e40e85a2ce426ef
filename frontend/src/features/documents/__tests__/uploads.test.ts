// @vitest-environment jsdom
/** The uploads on the screen: what is refused, what goes on, what begins, and how far it is. */
import { beforeEach, describe, expect, it, vi } from 'vitest'

const kept = new Map<string, string>()
vi.stubGlobal('localStorage', {
  getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => kept.set(key, value), removeItem: (key: string) => kept.delete(key),
})

import { Problem } from '../../../api/problem'
import { isSameFile, mayGoOn, MIB, type UnderWay } from '../../../api/resumable'
import { AT_ONCE, canGoOn, change, choose, type Item, percentOf, reconcile, startable } from '../uploads/model'

function file(name: string, size: number, lastModified = 1): File {
  const made = new File(['x'], name, { lastModified })
  Object.defineProperty(made, 'size', { value: size })
  return made
}

let keys = 0
const keyOf = () => `key-${(keys += 1)}`
const open = (id: string, part: Partial<UnderWay> = {}): UnderWay => ({
  id, name: 'scan.pdf', kind: 'accounts', size: 300 * MIB, offset: 8 * MIB, state: 'open', document_id: null, refusal: null,
  expires_at: '2026-11-27T00:00:00Z', ...part,
})
const chosen = (...files: File[]): Item[] => choose([], files, 'accounts', isSameFile, keyOf)

beforeEach(() => kept.clear())

describe('choosing', () => {
  it('waits for the kind of each file, and refuses at once what can never come', () => {
    const items = chosen(file('a.pdf', 5), file('empty.pdf', 0), file('huge.pdf', 2048 * MIB + 1), file('limit.pdf', 2048 * MIB))
    expect(items.map((each) => [each.state, each.problem?.code])).toEqual([
      ['chosen', undefined], ['failed', 'documents.empty'], ['failed', 'documents.too_large'], ['chosen', undefined],
    ])
  })
  it('goes on with the upload that waits for this file instead of beginning another', () => {
    const lost = reconcile([], [open('u1')])
    const items = choose(lost, [file('scan.pdf', 300 * MIB), file('other.pdf', 300 * MIB)], 'licence', isSameFile, keyOf)
    expect(items.map((each) => [each.id, each.name, each.kind, each.state])).toEqual([
      ['u1', 'scan.pdf', 'accounts', 'queued'], [null, 'other.pdf', 'licence', 'chosen'],
    ])
  })
})

describe('the same file', () => {
  it.each([
    ['as begun', 'scan.pdf', 300 * MIB, 7, true],
    ['changed meanwhile', 'scan.pdf', 300 * MIB, 8, false],
    ['of another name', 'scan2.pdf', 300 * MIB, 7, false],
    ['of another size', 'scan.pdf', 300 * MIB - 1, 7, false],
  ])('%s', (_, name, size, modified, same) => {
    kept.set('zr-uploads', JSON.stringify({ u1: { name: 'scan.pdf', modified: 7 } }))
    expect(isSameFile(open('u1'), file(name, size, modified))).toBe(same)
  })
  it('begun elsewhere is told by name and size', () => {
    expect(isSameFile(open('u1'), file('scan.pdf', 300 * MIB, 99))).toBe(true)
    expect(isSameFile(open('u1'), file('scan.pdf', 300 * MIB - 1))).toBe(false)
  })
})

describe('what the server knows', () => {
  it('adds what nobody here sends, moves it on, and drops what has ended', () => {
    const first = reconcile([], [open('u1'), open('u2', { name: 'b.pdf' })])
    expect(first.map((each) => [each.id, each.state, each.sent])).toEqual([['u1', 'lost', 8 * MIB], ['u2', 'lost', 8 * MIB]])
    const second = reconcile(first, [open('u1', { offset: 16 * MIB })])
    expect(second.map((each) => [each.id, each.sent])).toEqual([['u1', 16 * MIB]])
  })
  it('leaves what is being sent here alone', () => {
    const [item] = chosen(file('a.pdf', 50 * MIB)) as [Item]
    const sending = change([item], item.key, { id: 'u1', state: 'sending', sent: 20 * MIB })
    expect(reconcile(sending, [open('u1')])).toEqual(sending)
    expect(reconcile(sending, [])).toEqual(sending)
  })
})

describe('beginning', () => {
  it('sends so many at once, in order, and the next when one pauses', () => {
    const queued = chosen(file('a', 1), file('b', 1), file('c', 1)).map((each): Item => ({ ...each, state: 'queued' }))
    expect(startable(queued).map((each) => each.name)).toEqual(['a', 'b'])
    const [a, b] = queued as [Item, Item]
    const busy = change(change(queued, a.key, { state: 'sending' }), b.key, { state: 'sending' })
    expect(AT_ONCE).toBe(2)
    expect(startable(busy)).toEqual([])
    expect(startable(change(busy, a.key, { state: 'paused' })).map((each) => each.name)).toEqual(['c'])
  })
})

describe('progress', () => {
  it.each([
    [0, 'sending', 0], [150 * MIB, 'sending', 50], [300 * MIB, 'sending', 99], [300 * MIB, 'done', 100],
  ] as const)('%d bytes, %s: %d percent', (sent, state, percent) => {
    expect(percentOf({ sent, size: 300 * MIB, state })).toBe(percent)
  })
})

describe('going on by itself', () => {
  it.each([
    [0, 'offline', true], [503, 'documents.store_unavailable', true], [502, 'http_error', true], [429, 'rate_limited', true],
    [409, 'documents.upload_busy', true], [409, 'documents.offset_conflict', true], [409, 'http_error', true],
    [409, 'documents.quota_exceeded', false], [409, 'documents.upload_over', false],
    [401, 'identity.signed_out', false], [404, 'documents.upload_gone', false], [422, 'documents.type_not_allowed', false],
  ])('%d %s: %s', (status, code, again) => {
    expect(mayGoOn(new Problem(status, { code }))).toBe(again)
  })
})

describe('going on by hand after a failure', () => {
  it.each([
    [401, 'identity.signed_out', 'u1', true], [503, 'documents.store_unavailable', 'u1', true], [0, 'offline', 'u1', true],
    [422, 'documents.type_not_allowed', 'u1', false], [404, 'documents.upload_gone', 'u1', false], [0, 'offline', null, false],
  ])('%d %s of %s: %s', (status, code, id, possible) => {
    expect(canGoOn({ state: 'failed', id, problem: new Problem(status, { code }) })).toBe(possible)
  })
})
