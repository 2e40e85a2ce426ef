/** Drafts of an insurer: those that this person may publish, and those that wait for somebody else. */
import type { Plan, Product } from '../queries'

export interface Draft {
  title: string
  to: string
  maker: string
  /** When a plan was drafted; a product does not say. */
  at: string | null
  mine: boolean
}

type Translate = (key: string, options?: Record<string, unknown>) => string

/** Of a plan's revisions the last one counts, and none once its code is published. */
export function draftsOf(plans: readonly Plan[], products: readonly Product[], t: Translate): { mine: Draft[]; others: Draft[] } {
  const settled = new Set(plans.filter((each) => each.published_at).map((each) => each.code))
  const newest = new Map<string, Plan>()
  for (const plan of plans) {
    const other = newest.get(plan.code)
    if (!settled.has(plan.code) && (!other || other.revision < plan.revision)) newest.set(plan.code, plan)
  }
  const rows: Draft[] = [
    ...[...newest.values()].map((each) => ({
      title: t('insurance.plan.name', { code: each.code, n: each.revision }), to: `/i/plans/${each.id}`, maker: each.maker, at: each.created_at,
      mine: each.allowed_actions.includes('publish'),
    })),
    ...products.filter((each) => !each.published_at).map((each) => ({
      title: `${each.name} · ${t('insurance.product.version_n', { n: each.version })}`, to: `/i/products/${each.id}`, maker: each.maker ?? '—', at: null,
      mine: each.allowed_actions.includes('publish'),
    })),
  ]
  return { mine: rows.filter((each) => each.mine), others: rows.filter((each) => !each.mine) }
}
