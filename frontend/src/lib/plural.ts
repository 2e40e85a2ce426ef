/** English nouns and verbs agree with the number before them: `1 patent(s)` → `1 patent`, `2 entr(y|ies) wait(s|)` → `2 entries wait`. */
const FORMS = /\((?:s|(\w*)\|(\w*))\)/g
const LAST_NUMBER = /\d[\d,]*(?=\D*$)/

export const plural = (text: string): string =>
  text.replace(FORMS, (_, one: string | undefined, other: string | undefined, place: number) =>
    LAST_NUMBER.exec(text.slice(0, place))?.[0] === '1' ? (one ?? '') : (other ?? 's'),
  )
