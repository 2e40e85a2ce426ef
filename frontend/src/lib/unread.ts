/** Why a file was not read, in words; nothing where the server gave no reason. */
type Translate = (key: string, options?: Record<string, unknown>) => string

export const whyUnread = (reason: string | null, t: Translate): string =>
  reason === null ? '' : t(`unreadable.${reason}`, { defaultValue: '' })
