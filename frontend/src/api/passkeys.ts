/** Passkeys in the browser: the API's options in, the authenticator's answer out, both in WebAuthn's JSON form. */
import { Problem, asProblem } from './problem'

type Json = Record<string, unknown>
interface Described { id: string; type: 'public-key'; transports?: AuthenticatorTransport[] }

const UNDONE = 'identity.passkey_undone'
const KNOWN = 'identity.passkey_known'

/** Whether this browser, at this address, can use any. */
export const hasPasskeys = (): boolean => typeof globalThis.PublicKeyCredential === 'function' && typeof navigator.credentials?.get === 'function'

/** Whether this browser names passkeys among what it fills a field with, instead of asking at once. */
export const offersPasskeys = async (): Promise<boolean> =>
  hasPasskeys() && (await PublicKeyCredential.isConditionalMediationAvailable?.().catch(() => false)) === true

export function bytesOf(text: string): Uint8Array<ArrayBuffer> {
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'))
  return Uint8Array.from(binary, (char) => char.charCodeAt(0))
}

export function textOf(buffer: ArrayBuffer): string {
  const binary = Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join('')
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/u, '')
}

const described = (given: unknown): PublicKeyCredentialDescriptor[] =>
  ((given ?? []) as Described[]).map((each) => ({ ...each, id: bytesOf(each.id) }))

/** Whoever turns away, takes too long or has none left of these is told so; nothing was sent. */
async function asking(asked: Promise<Credential | null>): Promise<PublicKeyCredential> {
  const given = await asked.catch((error: unknown) => {
    const known = error instanceof DOMException && error.name === 'InvalidStateError'
    throw new Problem(0, { code: known ? KNOWN : UNDONE })
  })
  if (given === null) throw new Problem(0, { code: UNDONE })
  return given as PublicKeyCredential
}

const sent = (credential: PublicKeyCredential, response: Json): string => JSON.stringify({
  id: credential.id, rawId: textOf(credential.rawId), type: credential.type, response,
})

/** A new passkey, for the options of `POST /account/passkeys/options`. */
export async function makePasskey(options: Json): Promise<string> {
  const user = options.user as Json
  const publicKey = {
    ...options,
    challenge: bytesOf(options.challenge as string),
    user: { ...user, id: bytesOf(user.id as string) },
    excludeCredentials: described(options.excludeCredentials),
  } as unknown as PublicKeyCredentialCreationOptions
  const made = await asking(navigator.credentials.create({ publicKey }))
  const response = made.response as AuthenticatorAttestationResponse
  return sent(made, {
    clientDataJSON: textOf(response.clientDataJSON),
    attestationObject: textOf(response.attestationObject),
    transports: response.getTransports?.() ?? [],
  })
}

/** What a passkey answers to the options of a sign-in, or of a refusal that asks for a second factor; `offer`: only if the reader picks it in a field. */
export async function showPasskey(options: Json, offer?: AbortSignal): Promise<string> {
  const publicKey = {
    ...options,
    challenge: bytesOf(options.challenge as string),
    allowCredentials: described(options.allowCredentials),
  } as unknown as PublicKeyCredentialRequestOptions
  const shown = await asking(navigator.credentials.get({ publicKey, ...(offer ? { mediation: 'conditional', signal: offer } : {}) }))
  const response = shown.response as AuthenticatorAssertionResponse
  return sent(shown, {
    clientDataJSON: textOf(response.clientDataJSON),
    authenticatorData: textOf(response.authenticatorData),
    signature: textOf(response.signature),
    userHandle: response.userHandle ? textOf(response.userHandle) : null,
  })
}

/** What a refusal asks of the reader's passkeys; null where it asks nothing, or this browser has none. */
export function askedOfPasskey(error: unknown): Json | null {
  const asked = error ? asProblem(error).facts.passkey : null
  return hasPasskeys() && typeof asked === 'object' ? (asked as Json | null) : null
}

/** Whether a code of an authenticator would do, too; otherwise only a recovery code stands in. */
export function takesFigures(error: unknown): boolean {
  const ways = error ? asProblem(error).facts.ways : null
  return !Array.isArray(ways) || ways.includes('code')
}

/** Sent without a code, and again with what the passkey answers to the refusal. */
export async function withPasskey<T>(send: (code: string | null) => Promise<T>): Promise<T> {
  try {
    return await send(null)
  } catch (error) {
    const asked = askedOfPasskey(error)
    if (asked === null) throw error
    return send(await showPasskey(asked))
  }
}
