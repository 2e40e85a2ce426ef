/** The form of the settings: what the server says as the form holds it, and back. */
import type { components } from '../../api/schema'

type Schemas = components['schemas']
export type Settings = Schemas['TellingOut']
type Given = Schemas['TellingIn']
type Kind = Given['daily'][number]
type Mode = Settings['kinds'][number]['mode']

export interface Choice {
  quiet: boolean
  /** Kept while the quiet hours are off, so that switching them on again brings them back. */
  quiet_from: string
  quiet_until: string
  digest_at: string
  modes: Partial<Record<Kind, Mode>>
}

export const choiceOf = (settings: Settings): Choice => ({
  quiet: settings.quiet_from !== null,
  quiet_from: settings.quiet_from ?? '22:00',
  quiet_until: settings.quiet_until ?? '08:00',
  digest_at: settings.digest_at,
  modes: Object.fromEntries(settings.kinds.map(({ kind, mode }) => [kind, mode])),
})

export function givenBy(choice: Choice): Given {
  const of = (mode: Mode) => (Object.keys(choice.modes) as Kind[]).filter((kind) => choice.modes[kind] === mode)
  return {
    quiet_from: choice.quiet ? choice.quiet_from : null,
    quiet_until: choice.quiet ? choice.quiet_until : null,
    digest_at: choice.digest_at,
    daily: of('daily'),
    off: of('off'),
  }
}

/** Neighbours that came with one digest stand under its hour; everything else for itself. */
export function inDigests<Item extends { in_digest: boolean; arrives_at: string }>(items: readonly Item[]): { digest: string | null; items: Item[] }[] {
  const groups: { digest: string | null; items: Item[] }[] = []
  for (const item of items) {
    const digest = item.in_digest ? item.arrives_at : null
    const last = groups.at(-1)
    if (last && last.digest === digest) last.items.push(item)
    else groups.push({ digest, items: [item] })
  }
  return groups
}
