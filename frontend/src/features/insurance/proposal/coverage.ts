/** From the answers of a composite to the question of gaps and overlaps: what is wanted, and what each part is picked on. */
import { type Doc, rowsAt } from '../model/doc'
import { territoriesSold } from './model'

export interface Scope {
  part: string
  products?: string[] | null
  rights?: string[] | null
}

/** Who pays what: the costs of liability, at home as abroad, and the perils of rights. */
const ABROAD = ['DEF', 'DAM']
const OF_RIGHTS = ['PUR', 'INV', 'LOSS']
/** The server reads so many names of a dimension. */
const MOST = 200

const names = (doc: Doc, path: string, key: string) => [...new Set((rowsAt(doc, path) as Doc[]).map((each) => String(each[key] ?? '').slice(0, 80)).filter(Boolean))].slice(0, MOST)

export const scopes = (doc: Doc): Scope[] => rowsAt(doc, 'cover.scope') as unknown as Scope[]
export const scopeOf = (doc: Doc, part: string): Scope => scopes(doc).find((each) => each.part === part) ?? { part }

/** With what one part is picked on; a part that is picked on everything needs no line. */
export function withScope(doc: Doc, part: string, scope: Scope): Scope[] | null {
  const next = [...scopes(doc).filter((each) => each.part !== part), ...(scope.products || scope.rights ? [scope] : [])]
  return next.length > 0 ? next : null
}

export function asked(doc: Doc) {
  const parts = rowsAt(doc, 'cover.parts') as Doc[]
  const products = names(doc, 'products.products', 'name')
  const rights = names(doc, 'rights.schedule', 'number')
  const cut = (picked: string[] | null | undefined, all: string[]) => (picked ? picked.map((each) => each.slice(0, 80)).filter((each) => all.includes(each)) : null)
  return {
    wanted: [
      ...(products.length > 0 ? [{ perils: ABROAD, territories: territoriesSold(doc), products, rights: [] }] : []),
      ...(rights.length > 0 ? [{ perils: OF_RIGHTS.filter((each) => parts.some((part) => part.code === each) || each !== 'LOSS'), territories: [], products: [], rights }] : []),
    ],
    parts: parts.map((part) => {
      const code = String(part.code)
      const scope = scopeOf(doc, code)
      return part.kind === 'liability'
        ? { code, perils: ((part.sections ?? []) as Doc[]).map((each) => String(each.cost)), territories: (part.territories ?? []) as string[], products: cut(scope.products, products), rights: null }
        : { code, perils: [code], territories: null, products: null, rights: cut(scope.rights, rights) }
    }),
  }
}
