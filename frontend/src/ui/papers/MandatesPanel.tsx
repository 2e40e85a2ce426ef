/** Who may sign papers for the reader's organisation, up to how much and until when; every member sees it. */
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import { formatDate } from '../../lib/dates'
import { useMay } from '../../lib/permissions'
import ConfirmAction from '../ConfirmAction'
import EmptyState from '../EmptyState'
import ErrorState from '../ErrorState'
import Mark from '../Mark'
import Money from '../Money'
import Pager from '../Pager'
import Panel from '../Panel'
import SkeletonRows from '../SkeletonRows'
import MandateForm from './MandateForm'
import { standingOf } from './mandate'
import { type Mandate, useMandateActions, useMandates } from './queries'
import './papers.css'

const TONE = { inForce: 'success', ahead: 'info', over: 'neutral', revoked: 'danger' } as const

export default function MandatesPanel() {
  const { t } = useTranslation()
  const [params] = useSearchParams()
  const mayGrant = useMay('manage_members')
  const mandates = useMandates(params.get('cursor') ?? undefined)
  const [granting, setGranting] = useState(false)
  const grant = mayGrant && <Button onClick={() => setGranting(true)}>{t('papers.mandate.grant')}</Button>
  const found = mandates.data
  return (
    <div id="mandates">
      <Panel title={t('papers.mandate.title')} sub={t('papers.mandate.sub')} extra={grant || undefined} flush>
        {mandates.isPending && <SkeletonRows rows={3} />}
        {mandates.isLoadingError && <ErrorState compact error={mandates.error} retry={() => void mandates.refetch()} />}
        {found?.items.length === 0 && <EmptyState title={t('papers.mandate.none')} text={t(mayGrant ? 'papers.mandate.noneAdmin' : 'papers.mandate.noneMember')} />}
        {found && found.items.length > 0 && (
          <>
            <ul>{found.items.map((mandate) => <Row key={mandate.id} mandate={mandate} />)}</ul>
            {(found.next !== null || params.has('cursor')) && <Pager next={found.next} total={found.total} />}
          </>
        )}
      </Panel>
      {granting && <MandateForm close={() => setGranting(false)} />}
    </div>
  )
}

function Row({ mandate }: { mandate: Mandate }) {
  const { t } = useTranslation()
  const { revoke } = useMandateActions()
  const standing = standingOf(mandate)
  return (
    <li className="pp-paper">
      <div className="pp-line">
        <h3>{mandate.member_name}</h3>
        <Mark tone={TONE[standing]}>{t(`papers.mandate.standing.${standing}`)}</Mark>
      </div>
      <p>
        {mandate.papers.map((kind) => t(`papers.kind.${kind}`)).join(t('common.sep'))} · {t('papers.mandate.upTo')} <Money fen={mandate.up_to_fen} />
      </p>
      <p className="zr-sub num">
        {t('papers.mandate.span', { from: formatDate(mandate.from_on), until: formatDate(mandate.until) })} ·{' '}
        {t('papers.mandate.by', { name: mandate.granted_by_name, on: formatDate(mandate.granted_at) })}
        {mandate.revoked_at && ` · ${t('papers.mandate.revokedOn', { on: formatDate(mandate.revoked_at) })}`}
      </p>
      {mandate.allowed_actions.includes('revocation') && (
        <div>
          <ConfirmAction label={t('papers.mandate.revoke')} title={t('papers.mandate.revokeOf', { name: mandate.member_name })} text={t('papers.mandate.revokeText')}
            button={{ size: 'small', danger: true, 'aria-label': t('papers.mandate.revokeOf', { name: mandate.member_name }) }}
            run={() => revoke.mutateAsync(mandate.id)} />
        </div>
      )}
    </li>
  )
}
