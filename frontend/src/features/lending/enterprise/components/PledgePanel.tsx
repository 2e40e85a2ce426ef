import { Button, Modal, Steps } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useLocation } from 'react-router'
import ErrorState from '../../../../ui/ErrorState'
import FormProblem from '../../../../ui/FormProblem'
import Panel from '../../../../ui/Panel'
import PledgePending from '../../../../ui/PledgePending'
import PledgeNotice from '../../../../ui/PledgeNotice'
import SkeletonRows from '../../../../ui/SkeletonRows'
import StatusTag from '../../../../ui/StatusTag'
import { useNarrow } from '../../../../lib/useNarrow'
import { usePledgeAct } from '../actions'
import { usePledge, usePreflight } from '../queries'
import PledgeDeclare from './PledgeDeclare'
import PledgePapers from './PledgePapers'
import PledgePreflight from './PledgePreflight'
import PledgeRegistration from './PledgeRegistration'
import PledgeSign from './PledgeSign'
import PledgeTerms from './PledgeTerms'

const P = 'lending_enterprise.pledge'
const BEFORE_FILING = ['draft', 'ready']

/** The pledge of an accepted offer, as the firm reads it, confirms it and follows it. */
export default function PledgePanel({ id }: { id: string }) {
  const { t } = useTranslation()
  const narrow = useNarrow()
  const [withdrawing, setWithdrawing] = useState(false)
  const pledge = usePledge(id)
  const found = pledge.data
  const isEarly = found !== undefined && BEFORE_FILING.includes(found.state)
  const preflight = usePreflight(id, isEarly)
  const withdraw = usePledgeAct(id, 'withdrawal')

  const { hash } = useLocation()
  const place = useRef<HTMLDivElement>(null)
  const isThere = found !== undefined
  useEffect(() => {
    if (hash !== '#pledge' || !isThere) return
    place.current?.focus({ preventScroll: true })
    place.current?.scrollIntoView()
  }, [hash, isThere])

  if (pledge.isPending)
    return (
      <Panel title={t(`${P}.loading`)}>
        <SkeletonRows rows={6} />
      </Panel>
    )
  if (pledge.isLoadingError)
    return (
      <Panel title={t(`${P}.sub`)}>
        <ErrorState compact error={pledge.error} retry={() => void pledge.refetch()} />
      </Panel>
    )
  const may = (action: string) => pledge.data.allowed_actions.includes(action)
  const steps = pledge.data.steps
  const now = steps.findIndex((step) => step.state === 'now')
  const done = steps.filter((step) => step.state === 'done').length
  return (
    <div id="pledge" ref={place} tabIndex={-1} className="le-place">
    <Panel
      title={t(`${P}.title`, { number: pledge.data.number })}
      sub={t(`${P}.sub`)}
      extra={<StatusTag subject="pledge" state={pledge.data.state} />}
    >
      <div className="le-stack">
        <Steps
          size="small"
          orientation={narrow ? 'vertical' : 'horizontal'}
          current={now === -1 ? done : now}
          status={steps.some((step) => step.state === 'off') ? 'error' : 'process'}
          items={steps.map((step) => ({
            title: t(`${P}.steps.${step.key}`, { defaultValue: step.key }),
            content: step.on ?? undefined,
          }))}
        />
        <PledgePending pledge={pledge.data} />
        <PledgeNotice pledge={pledge.data} />
        {pledge.data.warning && pledge.data.state === 'warned' && (
          <PledgeDeclare pledge={pledge.data} mayDeclare={may('declaration')} />
        )}
        <PledgeTerms pledge={pledge.data} />
        {isEarly && preflight.isPending && <SkeletonRows rows={6} />}
        {isEarly && preflight.isLoadingError && (
          <ErrorState compact error={preflight.error} retry={() => void preflight.refetch()} />
        )}
        {isEarly && preflight.data && (
          <PledgePreflight answer={preflight.data} rights={pledge.data.rights} />
        )}
        {isEarly && <PledgePapers pledge={pledge.data} mayAdd={may('evidence')} />}
        <PledgeSign
          pledge={pledge.data}
          preflight={preflight.data}
          maySign={may('signature')}
        />
        <PledgeRegistration pledge={pledge.data} />
        {may('withdrawal') && (
          <div className="le-do">
            <Button danger onClick={() => setWithdrawing(true)}>
              {t(`${P}.withdraw.button`)}
            </Button>
          </div>
        )}
      </div>
      <Modal
        open={withdrawing}
        title={t(`${P}.withdraw.title`)}
        okText={t(`${P}.withdraw.button`)}
        okButtonProps={{ danger: true, loading: withdraw.isPending }}
        onCancel={() => setWithdrawing(false)}
        onOk={() => withdraw.mutate({}, { onSuccess: () => setWithdrawing(false) })}
      >
        <p>{t(`${P}.withdraw.text`)}</p>
        {withdraw.isError && <FormProblem error={withdraw.error} />}
      </Modal>
    </Panel>
    </div>
  )
}
