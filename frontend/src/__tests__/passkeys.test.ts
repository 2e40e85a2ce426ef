// @vitest-environment jsdom
import { afterEach, describe, expect, it, vi } from 'vitest'
import { askedOfPasskey, bytesOf, makePasskey, showPasskey, takesFigures, textOf, withPasskey } from '../api/passkeys'
import { Problem, asProblem } from '../api/problem'

const bytes = (...each: number[]) => Uint8Array.from(each).buffer

/** A browser with passkeys that answer as the test says. */
function browser(answers: { create?: (given: CredentialCreationOptions) => unknown; get?: (given: CredentialRequestOptions) => unknown }) {
  vi.stubGlobal('PublicKeyCredential', () => undefined)
  vi.stubGlobal('navigator', { credentials: {
    create: async (given: CredentialCreationOptions) => answers.create?.(given) ?? null,
    get: async (given: CredentialRequestOptions) => answers.get?.(given) ?? null,
  } })
}
const ASKED = { challenge: '-_8', rpId: 'localhost', allowCredentials: [{ id: 'AQI', type: 'public-key' }] }
const shown = { id: 'AQI', rawId: bytes(1, 2), type: 'public-key', response: { clientDataJSON: bytes(3), authenticatorData: bytes(4), signature: bytes(251, 255), userHandle: null } }
const needed = new Problem(403, { code: 'identity.code_needed', passkey: ASKED, ways: ['recovery_code', 'passkey'] })
const codeOf = (asked: Promise<unknown>) => asked.then(() => 'done', (error: unknown) => asProblem(error).code)

afterEach(() => vi.unstubAllGlobals())

describe('a passkey in the browser', () => {
  it('is written in the alphabet that URLs take, without padding', () => {
    expect(textOf(bytes(251, 255))).toBe('-_8')
    expect([...bytesOf('-_8')]).toEqual([251, 255])
    expect([...bytesOf(textOf(bytes(0, 1, 2, 3, 254)))]).toEqual([0, 1, 2, 3, 254])
  })
  it('answers a challenge in bytes, and its answer is text', async () => {
    const asked: CredentialRequestOptions[] = []
    browser({ get: (given) => {
      asked.push(given)
      return shown
    } })
    const answer = JSON.parse(await showPasskey(ASKED)) as Record<string, unknown>
    const given = asked[0]?.publicKey
    expect([...new Uint8Array(given?.challenge as ArrayBuffer)]).toEqual([251, 255])
    expect([...new Uint8Array(given?.allowCredentials?.[0]?.id as ArrayBuffer)]).toEqual([1, 2])
    expect(answer).toEqual({ id: 'AQI', rawId: 'AQI', type: 'public-key', response: { clientDataJSON: 'Aw', authenticatorData: 'BA', signature: '-_8', userHandle: null } })
  })
  it('says what became of it when there is no answer, and sends nothing', async () => {
    browser({ get: () => { throw new DOMException('no', 'NotAllowedError') }, create: () => { throw new DOMException('known', 'InvalidStateError') } })
    expect(await codeOf(showPasskey(ASKED))).toBe('identity.passkey_undone')
    expect(await codeOf(makePasskey({ challenge: 'AQ', user: { id: 'AQ' } }))).toBe('identity.passkey_known')
    browser({})
    expect(await codeOf(showPasskey(ASKED))).toBe('identity.passkey_undone')
  })
})

describe('a second factor', () => {
  it('is a passkey where the refusal asks for one and the browser has any', async () => {
    const send = vi.fn(async (code: string | null) => {
      if (code === null) throw needed
      return code
    })
    expect(askedOfPasskey(needed)).toBeNull()
    expect(await codeOf(withPasskey(send))).toBe('identity.code_needed')
    browser({ get: () => shown })
    expect(JSON.parse(await withPasskey(send))).toMatchObject({ id: 'AQI' })
    expect(send).toHaveBeenCalledTimes(3)
  })
  it('is typed in figures only where there is an authenticator', () => {
    expect(takesFigures(needed)).toBe(false)
    expect(takesFigures(new Problem(403, { code: 'identity.code_needed', ways: ['code', 'recovery_code'] }))).toBe(true)
    expect(takesFigures(null)).toBe(true)
  })
})
