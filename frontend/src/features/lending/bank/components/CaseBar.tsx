/** What is open, who decides, and what this person may do now. */
import { RightOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useHeight } from '../../../../lib/useHeight'
import FormProblem from '../../../../ui/FormProblem'
import { type Dossier, checkpoints, deciders, newest, tally } from '../model'
import { useAct } from '../queries'

export type DialogName = 'return' | 'document-request' | 'valuation-check' | 'evidence' | 'offer-retraction' | 'assignment'

export function CaseBar({ dossier, onDialog, onJump, onPack }: {
  dossier: Dossier
  onDialog: (name: DialogName) => void
  onJump: (key: string) => void
  onPack: () => void
}) {
  const { t } = useTranslation()
  const points = checkpoints(dossier)
  const count = tally(points)
  const bar = useHeight('--zb-bar')
  const first = points.find((point) => point.state === 'fail') ?? points.find((point) => point.state === 'unknown')
  return (
    <div className="zb-sticky" ref={bar}>
      <div className="zb-sticky-open">
        <strong>{count.fail + count.unknown === 0 ? t('bank.bar.clear') : t('bank.bar.open', count)}</strong>
        {first !== undefined && (
          <div><Button type="link" size="small" style={{ padding: 0 }} onClick={() => onJump(first.key)}>{t('bank.bar.jump')}</Button></div>
        )}
      </div>
      <Chain dossier={dossier} />
      <Actions dossier={dossier} onDialog={onDialog} onPack={onPack} />
    </div>
  )
}

export function Chain({ dossier }: { dossier: Dossier }) {
  const { t } = useTranslation()
  const { application } = dossier
  const opinion = newest(application.opinions)
  const maker = application.state === 'opined' ? opinion?.maker : (application.assignee ?? opinion?.maker)
  const people = deciders(dossier, maker?.id).map((each) => each.name)
  const names = people.length === 0 ? t('bank.bar.no_checker') : people.slice(0, 3).join(' / ')
  return (
    <div className="zb-chain">
      <span>{t('bank.bar.chain')}</span>
      <b data-now={['submitted', 'in_review', 'waiting'].includes(application.state)}>{t('bank.bar.maker', { name: maker?.name ?? t('bank.bar.nobody') })}</b>
      <RightOutlined aria-hidden />
      <b data-now={application.state === 'opined'}>{t('bank.bar.checker', { name: opinion?.checker?.name ?? names })}</b>
    </div>
  )
}

const WITH_WORDS = ['return', 'document-request', 'valuation-check', 'evidence'] as const

function Actions({ dossier, onDialog, onPack }: { dossier: Dossier; onDialog: (name: DialogName) => void; onPack: () => void }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const act = useAct()
  const { application } = dossier
  const may = (name: string) => application.allowed_actions.includes(name)
  const proposed = application.offer?.retraction_proposed === true
  const pledge = application.pledge_id !== null && ['accepted', 'drawable', 'drawn'].includes(application.state)
  const reviewing = may('approval') || may('send-back') || may('refusal')
  const takes = may('assignment') && application.assignee === null && !may('intake')
  const nothing = application.allowed_actions.length === 0 && !pledge
  return (
    <div className="zb-actions">
      <FormProblem error={act.error} />
      {nothing && <span className="zb-card-sub">{t('bank.bar.no_action')}</span>}
      {may('assignment') && application.assignee !== null && <Button onClick={() => onDialog('assignment')}>{t('bank.action.assign')}</Button>}
      {WITH_WORDS.filter(may).map((name) => (
        <Button key={name} danger={name === 'return'} onClick={() => onDialog(name)}>{t(`bank.action.${name}`)}</Button>
      ))}
      {may('offer-retraction') && (
        <Button danger onClick={() => onDialog('offer-retraction')}>{t(proposed ? 'bank.action.retraction_execute' : 'bank.action.retraction')}</Button>
      )}
      {may('evidence-pack') && <Button onClick={onPack}>{t('bank.action.pack')}</Button>}
      {takes && (
        <Button loading={act.isPending} onClick={() => act.mutate({ id: application.id, act: 'assignment', body: { release: false } })}>
          {t('bank.action.take')}
        </Button>
      )}
      {may('intake') && (
        <Button type="primary" loading={act.isPending} onClick={() => act.mutate({ id: application.id, act: 'intake', body: undefined })}>
          {t('bank.action.intake')}
        </Button>
      )}
      {may('opinion') && <Button type="primary" onClick={() => void navigate(`/b/queue/${application.id}/decision`)}>{t('bank.action.opinion')}</Button>}
      {reviewing && <Button type="primary" onClick={() => void navigate(`/b/review/${application.id}`)}>{t('bank.action.review')}</Button>}
      {pledge && <Button type="primary" onClick={() => void navigate(`/b/pledges/${application.pledge_id}`)}>{t('bank.action.pledge')}</Button>}
    </div>
  )
}
