/** Who stands in for whom, from day to day. */
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { today } from '../../../../lib/dates'
import { useMay, useMe } from '../../../../lib/permissions'
import ConfirmAction from '../../../../ui/ConfirmAction'
import Listing from '../../../../ui/Listing'
import Mark from '../../../../ui/Mark'
import Panel from '../../../../ui/Panel'
import { useMembers } from '../../bank/queries'
import { DateField, OneField } from '../../shelf/components/fields'
import { type Substitution, useDeskActs, useSubstitutions } from '../queries'
import OpenForm from './OpenForm'

const TONES = { now: 'success', later: 'pending', past: 'neutral', ended: 'neutral' } as const

export default function Substitutions({ cursor }: { cursor: string }) {
  const { t } = useTranslation()
  const found = useSubstitutions(cursor)
  const [naming, setNaming] = useState(false)
  const days = (row: Substitution) => t('desk.substitutions.days', { a: row.from_on, b: row.to_on })
  return (
    <Panel flush title={t('desk.substitutions.title')} sub={t('desk.substitutions.sub')}
      extra={!naming && <Button type="primary" onClick={() => setNaming(true)}>{t('desk.substitutions.name')}</Button>}>
      {naming && <NameForm close={() => setNaming(false)} />}
      <Listing<Substitution>
        asked={found}
        keyOf={(row) => row.id}
        empty={{ title: t('desk.substitutions.none'), text: t('desk.substitutions.none_text') }}
        columns={[
          { title: t('desk.substitutions.absent'), key: 'absent', render: (_, row) => row.member_name },
          { title: t('desk.substitutions.substitute'), key: 'substitute', render: (_, row) => row.substitute_name },
          { title: t('desk.substitutions.when'), key: 'when', render: (_, row) => <span className="num">{days(row)}</span> },
          { title: t('desk.by'), key: 'by', render: (_, row) => <By row={row} /> },
          { title: t('desk.standing'), key: 'standing', width: 120, render: (_, row) => <Mark tone={TONES[row.standing]}>{t(`desk.substitutions.is.${row.standing}`)}</Mark> },
          { title: t('desk.acts'), key: 'acts', width: 140, render: (_, row) => <Acts row={row} /> },
        ]}
        card={(row) => (
          <>
            <span><strong>{t('desk.substitutions.for', { substitute: row.substitute_name, member: row.member_name })}</strong> <Mark tone={TONES[row.standing]}>{t(`desk.substitutions.is.${row.standing}`)}</Mark></span>
            <span className="num">{days(row)}</span>
            <By row={row} />
            <Acts row={row} />
          </>
        )}
      />
    </Panel>
  )
}

function By({ row }: { row: Substitution }) {
  const { t } = useTranslation()
  return <span>{row.ended_by ? t('desk.substitutions.ended_by', { first: row.named_by, second: row.ended_by }) : row.named_by}</span>
}

function Acts({ row }: { row: Substitution }) {
  const { t } = useTranslation()
  const { end } = useDeskActs()
  if (!row.allowed_actions.includes('ending')) return null
  return (
    <ConfirmAction label={t('desk.substitutions.end')} title={t('desk.substitutions.end_title', { name: row.member_name })}
      text={t('desk.substitutions.end_text')} button={{ size: 'small' }} run={() => end.mutateAsync(row.id)} />
  )
}

function NameForm({ close }: { close: () => void }) {
  const { t } = useTranslation()
  const me = useMe().member
  const anybody = useMay('assign_cases')
  const { name } = useDeskActs()
  const people = (useMembers().data ?? []).filter((each) => each.active)
  const [absent, setAbsent] = useState(me.id)
  const [substitute, setSubstitute] = useState<string | null>(null)
  const [from_on, setFrom] = useState(today())
  const [to_on, setTo] = useState(today())
  const option = (each: { id: string; name: string }) => ({ value: each.id, label: each.name })
  const member = absent === me.id ? {} : { member_id: absent }
  return (
    <OpenForm send={t('desk.substitutions.name')} ready={substitute !== null} busy={name.isPending} error={name.error} close={close}
      submit={() => name.mutate({ substitute_id: substitute ?? '', from_on, to_on, ...member }, { onSuccess: close })}>
      {anybody && <OneField label={t('desk.substitutions.absent')} value={absent} onChange={setAbsent} options={people.map(option)} />}
      <OneField label={t('desk.substitutions.substitute')} value={substitute} onChange={setSubstitute}
        options={people.filter((each) => each.id !== absent).map(option)} />
      <DateField label={t('desk.substitutions.from')} value={from_on} onChange={setFrom} />
      <DateField label={t('desk.substitutions.to')} value={to_on} onChange={setTo} />
      <p className="zr-sub zs-wide" style={{ margin: 0 }}>{t('desk.substitutions.help')}</p>
    </OpenForm>
  )
}
