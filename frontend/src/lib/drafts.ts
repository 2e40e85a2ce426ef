/** Where drafts are kept in this browser: apart by member, gone when he signs out. */
const PREFIX = 'zr.draft.'

export const draftName = (memberId: string, key: string) => `${PREFIX}${memberId}.${key}`

/** Nothing that this member typed stays on the machine. */
export function dropDrafts(memberId: string) {
  for (const storage of [localStorage, sessionStorage]) {
    const names = Array.from({ length: storage.length }, (_, at) => storage.key(at) ?? '')
    names.filter((name) => name.startsWith(draftName(memberId, ''))).forEach((name) => storage.removeItem(name))
  }
}
