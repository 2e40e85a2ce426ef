import { Checkbox } from 'antd'
import { useTranslation } from 'react-i18next'
import type { components } from '../../../../api/schema'
import Mark from '../../../../ui/Mark'
import Money from '../../../../ui/Money'
import Panel from '../../../../ui/Panel'
import SkeletonRows from '../../../../ui/SkeletonRows'
import { formatBp } from '../../../../lib/fen'

interface Props {
  matches: components['schemas']['MatchesOut'] | undefined
  isPending: boolean
  chosen: string[]
  onChange: (ids: string[]) => void
}

const P = 'lending_enterprise.new'
const TONE = { fits: 'success', nearly: 'warning', does_not_fit: 'neutral' } as const

/** Always in sight: the products to apply for, and what each costs in a year. */
export default function CostBox({ matches, isPending, chosen, onChange }: Props) {
  const { t } = useTranslation()
  const items = (matches?.items ?? []).filter(
    (match) => match.fit.grade !== 'does_not_fit' || chosen.includes(match.product.id),
  )
  return (
    <aside className="le-cost" aria-label={t(`${P}.cost.title`)}>
      <Panel title={t(`${P}.cost.title`)} sub={t(`${P}.banks.sub`)}>
        {isPending && <SkeletonRows rows={4} />}
        {!isPending && items.length === 0 && <p className="muted">{t(`${P}.cost.none`)}</p>}
        <ul className="le-cost-list">
          {items.map(({ product, fit }) => {
            const cost = fit.cost_to
            return (
              <li key={product.id}>
                <Checkbox
                  checked={chosen.includes(product.id)}
                  aria-label={t(`${P}.banks.pick`, {
                    bank: product.lender.name,
                    name: product.name,
                  })}
                  onChange={(event) =>
                    onChange(
                      event.target.checked
                        ? [...chosen, product.id]
                        : chosen.filter((id) => id !== product.id),
                    )
                  }
                >
                  <span className="le-two">
                    <strong>{product.name}</strong>
                    <span className="muted">{product.lender.name}</span>
                  </span>
                </Checkbox>
                <div className="le-cost-figures">
                  <Mark tone={TONE[fit.grade as keyof typeof TONE]}>{t(`${P}.fit.${fit.grade}`)}</Mark>
                  {cost ? (
                    <>
                      <div className="num">
                        <strong>
                          <Money fen={cost.total_fen} exact />
                        </strong>{' '}
                        <span className="muted">{t(`${P}.cost.a`)}</span>
                      </div>
                      <div className="muted num">
                        {t(`${P}.cost.allIn`, { v: formatBp(cost.all_in_bp) })}
                        {cost.subsidies.map((subsidy) => (
                          <span key={subsidy.code} className="le-subsidy">
                            {t(`${P}.cost.subsidy`)} <Money fen={subsidy.amount_fen} exact />
                          </span>
                        ))}
                      </div>
                    </>
                  ) : (
                    <span className="muted">{t(`${P}.cost.unknown`)}</span>
                  )}
                </div>
              </li>
            )
          })}
        </ul>
        {matches && (
          <p className="muted le-fine">{t(`${P}.cost.server`, { date: matches.on })}</p>
        )}
      </Panel>
    </aside>
  )
}
