/** Under which filing something is in force, by whom it was made and published. */
import { useTranslation } from 'react-i18next'
import { formatDateTime } from '../../../lib/dates'
import Mark from '../../../ui/Mark'
import type { Plan } from '../queries'

type Filed = Pick<Plan, 'filing' | 'published_at'>

export function StateMark({ of }: { of: Filed }) {
  const { t } = useTranslation()
  return of.published_at ? <Mark tone="success">{t('insurance.state.published')}</Mark> : <Mark tone="neutral">{t('insurance.state.draft')}</Mark>
}

export function validity(of: Filed, t: (key: string, values?: Record<string, unknown>) => string): string {
  if (!of.filing) return '—'
  return of.filing.valid_to
    ? t('insurance.state.from_to', { from: of.filing.valid_from, to: of.filing.valid_to })
    : t('insurance.state.from', { from: of.filing.valid_from })
}

interface Props {
  of: Filed & { digest: string; maker: string | null; approver?: string | null }
}

export default function FilingFacts({ of }: Props) {
  const { t } = useTranslation()
  const facts: [string, string][] = [
    ['filing', of.filing?.number ?? t('insurance.state.not_filed')],
    ['filed_on', of.filing?.filed_on ?? '—'],
    ['valid', validity(of, t)],
    ['maker', of.maker ?? '—'],
    ...(of.approver === undefined ? [] : [['approver', of.approver ?? '—'] as [string, string]]),
    ['published', of.published_at ? formatDateTime(of.published_at) : '—'],
  ]
  return (
    <>
      <dl className="zr-facts">
        {facts.map(([key, value]) => <div key={key}><dt>{t(`insurance.facts.${key}`)}</dt><dd>{value}</dd></div>)}
      </dl>
      <p className="zr-sub zi-digest">{t('insurance.facts.digest')}{t('common.colon')}<code>{of.digest}</code></p>
    </>
  )
}
