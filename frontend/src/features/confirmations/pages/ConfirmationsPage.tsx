/** The issuer's home: documents that name him, to be confirmed or denied. */
import { Button, Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDateTime } from '../../../lib/dates'
import { useListState } from '../../../lib/useListState'
import EmptyState from '../../../ui/EmptyState'
import ErrorState from '../../../ui/ErrorState'
import PageHeader from '../../../ui/PageHeader'
import Pager from '../../../ui/Pager'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import TrustTag from '../../../ui/TrustTag'
import AnswerDialog from '../components/AnswerDialog'
import { type Confirmation, useConfirmations } from '../queries'

const STATES = ['open', 'answered'] as const

export default function ConfirmationsPage() {
  const { t } = useTranslation()
  const { state, set } = useListState()
  const view = state.state === 'answered' ? 'answered' : 'open'
  const [chosen, setChosen] = useState<Confirmation | null>(null)
  const asked = useConfirmations(view, state.cursor)
  return (
    <>
      <PageHeader title={t('confirmations.title')} sub={t('confirmations.sub')} />
      <div className="zr-filters">
        <Segmented value={view} aria-label={t('confirmations.title')} onChange={(next) => set({ state: next === 'open' ? null : next })}
          options={STATES.map((value) => ({ value, label: t(`confirmations.${value}`) }))} />
      </div>
      <Panel flush>
        {asked.isPending && <SkeletonRows rows={4} />}
        {asked.isLoadingError && <ErrorState error={asked.error} retry={() => void asked.refetch()} />}
        {asked.data?.items.length === 0 && (
          <EmptyState title={t(`confirmations.none.${view}`)} text={t('confirmations.none.text')} />
        )}
        <ul className="cf-list">
          {asked.data?.items.map((each) => (
            <li key={each.id}>
              <span className="cf-main">
                <strong>{each.document_name}</strong> <TrustTag trust={{ state: each.trust, issuer_name: null, answered_at: null }} />
                <span>{each.owner_name} · {t(`vault.kind.${each.kind}`)}</span>
                {each.note && <span>{t('confirmations.note', { note: each.note })}</span>}
                <span className="zr-sub">
                  {t('confirmations.asked', { name: each.asked_by, at: formatDateTime(each.asked_at) })}
                  {each.answered_at && <> · {t('confirmations.answered_by', { name: each.answered_by ?? '', at: formatDateTime(each.answered_at) })}</>}
                </span>
                {each.stated_sha256 && <code className="cf-hash">SHA-256 {each.stated_sha256}</code>}
                {each.answer_note && <span className="zr-sub">{each.answer_note}</span>}
              </span>
              {each.allowed_actions.includes('confirmation') && (
                <Button type="primary" onClick={() => setChosen(each)}>{t('confirmations.answer')}</Button>
              )}
            </li>
          ))}
        </ul>
        {asked.data && <Pager next={asked.data.next} total={asked.data.total} />}
      </Panel>
      {chosen && <AnswerDialog asked={chosen} close={() => setChosen(null)} />}
    </>
  )
}
