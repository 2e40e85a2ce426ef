/** Groups of officers: which cases each takes, who is in it, how many are open. */
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useDivisionName, useDivisions } from '../../../../api/divisions'
import { useMay } from '../../../../lib/permissions'
import ConfirmAction from '../../../../ui/ConfirmAction'
import Listing from '../../../../ui/Listing'
import Mark from '../../../../ui/Mark'
import Panel from '../../../../ui/Panel'
import { makers } from '../../bank/model'
import { useMembers } from '../../bank/queries'
import { ManyField, TextField } from '../../shelf/components/fields'
import { useShelf } from '../../shelf/queries'
import { type Group, useDeskActs, useGroups } from '../queries'
import OpenForm from './OpenForm'

export default function Groups({ cursor }: { cursor: string }) {
  const { t } = useTranslation()
  const groups = useGroups(cursor)
  const [editing, setEditing] = useState<Group | 'new' | null>(null)
  const may = useMay('assign_cases')
  return (
    <Panel flush title={t('desk.groups.title')} sub={t('desk.groups.sub')}
      extra={may && editing === null && <Button type="primary" onClick={() => setEditing('new')}>{t('desk.groups.make')}</Button>}>
      {editing !== null && <Edit key={editing === 'new' ? 'new' : editing.id} group={editing === 'new' ? null : editing} close={() => setEditing(null)} />}
      <Listing<Group>
        asked={groups}
        keyOf={(row) => row.id}
        empty={{ title: t('desk.groups.none'), text: t('desk.groups.none_text') }}
        columns={[
          { title: t('desk.groups.name'), key: 'name', render: (_, row) => <Name row={row} /> },
          { title: t('desk.groups.takes'), key: 'takes', render: (_, row) => <Takes row={row} /> },
          { title: t('desk.groups.members'), key: 'members', render: (_, row) => row.members.map((each) => each.name).join(t('desk.and')) },
          { title: t('desk.groups.open'), key: 'open', width: 110, align: 'right', render: (_, row) => <Open row={row} /> },
          { title: t('desk.acts'), key: 'acts', width: 180, render: (_, row) => <Acts row={row} edit={setEditing} /> },
        ]}
        card={(row) => (
          <>
            <Name row={row} />
            <Takes row={row} />
            <span>{row.members.map((each) => each.name).join(t('desk.and'))}</span>
            <span>{t('desk.groups.open')} <Open row={row} /></span>
            <Acts row={row} edit={setEditing} />
          </>
        )}
      />
    </Panel>
  )
}

function Name({ row }: { row: Group }) {
  const { t } = useTranslation()
  return <span><strong>{row.name}</strong> {row.dissolved_at && <Mark tone="neutral">{t('desk.groups.dissolved')}</Mark>}</span>
}

function Open({ row }: { row: Group }) {
  return row.dissolved_at ? <>—</> : <Link className="num" to={`/b/queue?group=${row.id}`}>{row.open_cases}</Link>
}

function Takes({ row }: { row: Group }) {
  const { t } = useTranslation()
  const nameOf = useDivisionName()
  const places = [...row.divisions.map(nameOf), ...row.streets]
  return (
    <span>
      {places.length === 0 ? t('desk.groups.everywhere') : places.join(t('desk.and'))}
      <span className="zr-sub"> · {row.products.length === 0 ? t('desk.groups.every_product') : row.products.map((each) => each.name).join(t('desk.and'))}</span>
    </span>
  )
}

function Acts({ row, edit }: { row: Group; edit: (row: Group) => void }) {
  const { t } = useTranslation()
  const { dissolve } = useDeskActs()
  const may = new Set(row.allowed_actions)
  return (
    <span className="zb-acts">
      {may.has('revision') && <Button size="small" onClick={() => edit(row)}>{t('desk.groups.revise')}</Button>}
      {may.has('dissolution') && <ConfirmAction label={t('desk.groups.dissolve')} title={t('desk.groups.dissolve_title', { name: row.name })}
        text={t('desk.groups.dissolve_text')} button={{ size: 'small' }} run={() => dissolve.mutateAsync(row.id)} />}
    </span>
  )
}

function Edit({ group, close }: { group: Group | null; close: () => void }) {
  const { t } = useTranslation()
  const { make, revise } = useDeskActs()
  const people = makers(useMembers().data ?? [])
  const shelf = useShelf(undefined)
  const divisions = useDivisions().data ?? []
  const [name, setName] = useState(group?.name ?? '')
  const [members, setMembers] = useState(group?.members.map((each) => each.id) ?? [])
  const [products, setProducts] = useState(group?.products.map((each) => each.id) ?? [])
  const [districts, setDistricts] = useState(group?.divisions ?? [])
  const [streets, setStreets] = useState(group?.streets ?? [])
  const body = { name: name.trim(), members, products, divisions: districts, streets }
  const act = group === null ? make : revise
  const known = [...(shelf.data?.items ?? []), ...(group?.products ?? [])]
  const options = [...new Map(known.map((each) => [each.id, { value: each.id, label: each.name }])).values()]
  const streetNames = divisions.flatMap((each) => each.streets ?? [])
  return (
    <OpenForm send={t(group === null ? 'desk.groups.make' : 'desk.groups.save')} ready={body.name.length > 1 && members.length > 0}
      busy={act.isPending} error={act.error} close={close}
      submit={() => (group === null ? make.mutate(body, { onSuccess: close }) : revise.mutate({ id: group.id, body }, { onSuccess: close }))}>
      <TextField label={t('desk.groups.name')} value={name} onChange={setName} max={60} />
      <ManyField label={t('desk.groups.members')} value={members} onChange={setMembers} options={people.map((each) => ({ value: each.id, label: each.name }))} />
      <ManyField label={t('desk.groups.products')} value={products} onChange={setProducts} options={options} />
      <ManyField label={t('desk.groups.districts')} value={districts} onChange={setDistricts}
        options={divisions.map((each) => ({ value: each.code, label: each.name }))} />
      <ManyField label={t('desk.groups.streets')} wide value={streets} onChange={setStreets} options={streetNames.map((each) => ({ value: each, label: each }))} />
      <p className="zr-sub zs-wide" style={{ margin: 0 }}>{t('desk.groups.help')}</p>
    </OpenForm>
  )
}
