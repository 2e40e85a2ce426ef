/** The guarantees of a loan, from when to when, and what they leave open; the same for both sides. */
import { useQuery } from '@tanstack/react-query'
import type { TFunction } from 'i18next'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { api, unwrap } from '../../api/client'
import type { components } from '../../api/schema'
import { formatDate } from '../../lib/dates'
import { useMoney } from '../../lib/useMoney'
import ErrorState from '../ErrorState'
import Mark from '../Mark'
import SkeletonRows from '../SkeletonRows'

export type Cover = components['schemas']['LoanCoverOut']
type Gap = Cover['gaps'][number]

const PPM_PER_PERCENT = 10_000

export function useLoanCover(id: string) {
  return useQuery({
    queryKey: ['lending', 'loanApplicationCover', id],
    queryFn: () => unwrap(api.GET('/api/v1/loan-applications/{application_id}/cover', { params: { path: { application_id: id } } })),
  })
}

function gapWords(gap: Gap, t: TFunction, money: (fen: number) => string) {
  return t(`cover.gap.${gap.kind}`, {
    from: gap.from_on === null ? '' : formatDate(gap.from_on),
    to: gap.to_on === null ? '' : formatDate(gap.to_on),
    amount: gap.amount_fen === null ? '' : money(gap.amount_fen),
    share: (gap.share_ppm ?? 0) / PPM_PER_PERCENT,
  })
}

/** Whether the drawdown waits for a guarantee, in one line. */
export function Precedent({ cover }: { cover: Cover }) {
  const { t } = useTranslation()
  if (!cover.required) return <Mark tone="neutral">{t('cover.not_required')}</Mark>
  return <Mark tone={cover.met ? 'success' : 'warning'}>{t(cover.met ? 'cover.met' : 'cover.not_met')}</Mark>
}

/** `ask` is what may be done about a loan without a guarantee. */
export default function LoanCover({ id, link, ask }: { id: string; link?: (policy: string, number: string) => ReactNode; ask?: ReactNode }) {
  const { t } = useTranslation()
  const money = useMoney()
  const found = useLoanCover(id)
  if (found.isPending) return <SkeletonRows rows={2} />
  if (found.isLoadingError) return <ErrorState compact error={found.error} retry={() => void found.refetch()} />
  const cover = found.data
  const alone = cover.gaps.some((gap) => gap.kind === 'no_policy')
  return (
    <div className="zr-cover">
      <p><Precedent cover={cover} /></p>
      <p className="muted">{t('cover.of', { amount: money(cover.loan_fen), from: formatDate(cover.from_on), to: formatDate(cover.to_on) })}</p>
      {cover.guarantees.map((each) => (
        <dl key={each.policy_id} className="zr-facts">
          <div><dt>{t('cover.policy')}</dt><dd>{link?.(each.policy_id, each.number) ?? each.number} · {t(`policies.state.${each.state}`)}</dd></div>
          <div><dt>{t('cover.insurer')}</dt><dd>{each.insurer}</dd></div>
          <div><dt>{t('cover.insured')}</dt><dd>{each.insured}{t('cover.payee', { name: each.loss_payee })}</dd></div>
          <div><dt>{t('cover.term')}</dt><dd className="num">{t('cover.days', { from: formatDate(each.inception_on), to: formatDate(each.expires_on) })}</dd></div>
          <div><dt>{t('cover.principal')}</dt><dd className="num">{money(each.principal_fen)}</dd></div>
          <div><dt>{t('cover.share')}</dt><dd className="num">{each.share_ppm / PPM_PER_PERCENT}%</dd></div>
        </dl>
      ))}
      {cover.gaps.length === 0 ? <p>{t('cover.no_gaps')}</p> : (
        <>
          <strong>{t('cover.gaps')}</strong>
          <ul style={{ margin: 0, paddingLeft: 20, listStyle: 'disc' }}>{cover.gaps.map((gap) => <li key={`${gap.kind}-${gap.policy_id}`}>{gapWords(gap, t, money)}</li>)}</ul>
        </>
      )}
      {alone && ask}
    </div>
  )
}
