/** Up to which amount each checker grants: proposed by the administrator, accepted by a second. */
import { Alert, Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDateTime, today } from '../../../../lib/dates'
import { useMay, useMe } from '../../../../lib/permissions'
import { useMoney } from '../../../../lib/useMoney'
import ConfirmAction from '../../../../ui/ConfirmAction'
import Listing from '../../../../ui/Listing'
import Mark from '../../../../ui/Mark'
import Panel from '../../../../ui/Panel'
import { checkers } from '../../bank/model'
import { useMembers } from '../../bank/queries'
import { DateField, MoneyField, OneField, TextField } from '../../shelf/components/fields'
import { type Limit, useDeskActs, useLimits } from '../queries'
import OpenForm from './OpenForm'

const TONES = { proposed: 'pending', now: 'success', later: 'pending', past: 'neutral', declined: 'warning', withdrawn: 'neutral' } as const

export default function Limits({ cursor }: { cursor: string }) {
  const { t } = useTranslation()
  const money = useMoney()
  const limits = useLimits(cursor)
  const [proposing, setProposing] = useState(false)
  const mayPropose = useMay('assign_cases')
  const none = limits.data !== undefined && !limits.data.items.some((each) => each.standing === 'now')
  const upto = (row: Limit) => (row.upto_fen === 0 ? t('desk.limits.nothing') : money(row.upto_fen))
  return (
    <>
      {none && cursor === '' && <Alert type="info" showIcon style={{ marginBottom: 16 }} title={t('desk.limits.free')} />}
      <Panel flush title={t('desk.limits.title')} sub={t('desk.limits.sub')}
        extra={mayPropose && !proposing && <Button type="primary" onClick={() => setProposing(true)}>{t('desk.limits.propose')}</Button>}>
        {proposing && <Propose close={() => setProposing(false)} />}
        <Listing<Limit>
          asked={limits}
          keyOf={(row) => row.id}
          empty={{ title: t('desk.limits.none'), text: t('desk.limits.free') }}
          columns={[
            { title: t('desk.member'), key: 'member', render: (_, row) => row.member_name },
            { title: t('desk.limits.upto'), key: 'upto', align: 'right', render: (_, row) => <span className="num">{upto(row)}</span> },
            { title: t('desk.from'), key: 'from', width: 120, render: (_, row) => <span className="num">{row.from_on}</span> },
            { title: t('desk.limits.reason'), key: 'reason', render: (_, row) => row.reason },
            { title: t('desk.by'), key: 'by', render: (_, row) => <By row={row} /> },
            { title: t('desk.standing'), key: 'standing', width: 120, render: (_, row) => <Mark tone={TONES[row.standing]}>{t(`desk.limits.is.${row.standing}`)}</Mark> },
            { title: t('desk.acts'), key: 'acts', width: 180, render: (_, row) => <Acts row={row} /> },
          ]}
          card={(row) => (
            <>
              <span className="zb-line"><strong>{row.member_name}</strong> <Mark tone={TONES[row.standing]}>{t(`desk.limits.is.${row.standing}`)}</Mark></span>
              <span className="num">{upto(row)} · {row.from_on}</span>
              <span className="zr-sub">{row.reason}</span>
              <By row={row} />
              <Acts row={row} />
            </>
          )}
        />
      </Panel>
    </>
  )
}

function By({ row }: { row: Limit }) {
  const { t } = useTranslation()
  return (
    <span>
      {row.decided_by ? t('desk.two', { first: row.proposed_by, second: row.decided_by }) : row.proposed_by}
      <span className="zr-sub"> {formatDateTime(row.decided_at ?? row.proposed_at)}</span>
      {row.note && <span className="zr-sub"> · {row.note}</span>}
    </span>
  )
}

function Acts({ row }: { row: Limit }) {
  const { t } = useTranslation()
  const { accept, decline, withdraw } = useDeskActs()
  const may = new Set(row.allowed_actions)
  const facts = { name: row.member_name, day: row.from_on }
  return (
    <span className="zb-acts">
      {may.has('acceptance') && <ConfirmAction label={t('desk.accept')} title={t('desk.limits.accept', facts)} text={t('desk.limits.accept_text')}
        button={{ size: 'small', type: 'primary' }} run={() => accept.mutateAsync(row.id)} />}
      {may.has('decline') && <ConfirmAction label={t('desk.decline')} title={t('desk.limits.decline', facts)} asks="reason"
        button={{ size: 'small' }} run={(note) => decline.mutateAsync({ id: row.id, note })} />}
      {may.has('withdrawal') && <ConfirmAction label={t('desk.withdraw')} title={t('desk.limits.withdraw', facts)}
        button={{ size: 'small' }} run={() => withdraw.mutateAsync(row.id)} />}
    </span>
  )
}

function Propose({ close }: { close: () => void }) {
  const { t } = useTranslation()
  const { propose } = useDeskActs()
  const people = checkers(useMembers().data ?? [], useMe().member.id)
  const [member, setMember] = useState<string | null>(null)
  const [fen, setFen] = useState<number | null>(null)
  const [from_on, setFrom] = useState(today())
  const [reason, setReason] = useState('')
  const ready = member !== null && fen !== null && reason.trim().length > 1
  return (
    <OpenForm send={t('desk.limits.propose')} ready={ready} busy={propose.isPending} error={propose.error} close={close}
      submit={() => propose.mutate({ member_id: member ?? '', upto_fen: fen ?? 0, from_on, reason: reason.trim() }, { onSuccess: close })}>
      <OneField label={t('desk.limits.checker')} value={member} onChange={setMember} options={people.map((each) => ({ value: each.id, label: each.name }))} />
      <MoneyField label={t('desk.limits.upto')} value={fen} onChange={setFen} />
      <DateField label={t('desk.from')} value={from_on} onChange={setFrom} />
      <TextField label={t('desk.limits.reason')} value={reason} onChange={setReason} wide max={500} />
    </OpenForm>
  )
}
