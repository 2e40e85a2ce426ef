/** Let a member sign papers: which, up to how much, from when until when. */
import { Checkbox, InputNumber, Modal, Select } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { today } from '../../lib/dates'
import { DayField } from '../DayField'
import FormProblem from '../FormProblem'
import { type Draft, type Lack, lacksOf, mandateOf, SIGNED_PAPERS } from './mandate'
import { useMandateActions, useMembers } from './queries'

export default function MandateForm({ close }: { close: () => void }) {
  const { t } = useTranslation()
  const id = useId()
  const members = useMembers()
  const { grant } = useMandateActions()
  const [draft, setDraft] = useState<Draft>({ papers: ['pledge_contract'], up_to_wan: null, from_on: today() })
  const [tried, setTried] = useState(false)
  const lacks = tried ? lacksOf(draft) : []
  const change = (part: Partial<Draft>) => setDraft((before) => ({ ...before, ...part }))
  const send = () => {
    setTried(true)
    if (lacksOf(draft).length === 0) grant.mutate(mandateOf(draft), { onSuccess: close })
  }
  const wrong = (field: Lack) => lacks.includes(field) && <div className="field-error" role="alert">{t(`papers.mandate.lack.${field}`)}</div>
  const invalid = (field: Lack) => (lacks.includes(field) ? ('error' as const) : undefined)
  return (
    <Modal open destroyOnHidden title={t('papers.mandate.grant')} okText={t('papers.mandate.grant')} onOk={send} onCancel={close} confirmLoading={grant.isPending}>
      <div className="pp-mandate">
        <p>{t('papers.mandate.text')}</p>
        <div className="zr-field">
          <label htmlFor={`${id}-member`}>{t('papers.mandate.member')}</label>
          <Select id={`${id}-member`} value={draft.member_id} status={invalid('member_id')} loading={members.isPending} onChange={(member_id: string) => change({ member_id })}
            options={(members.data?.items ?? []).filter((each) => each.active).map((each) => ({ value: each.id, label: `${each.name} · ${each.roles.map((role) => t(`role.${role}`)).join(t('common.sep'))}` }))} />
          {wrong('member_id')}
        </div>
        <div className="zr-field" role="group" aria-labelledby={`${id}-papers`}>
          <span className="zr-label" id={`${id}-papers`}>{t('papers.mandate.papers')}</span>
          <Checkbox.Group className="pp-kinds" value={draft.papers} onChange={(papers) => change({ papers })}
            options={SIGNED_PAPERS.map((kind) => ({ value: kind, label: t(`papers.kind.${kind}`) }))} />
          {wrong('papers')}
        </div>
        <div className="zr-field">
          <label htmlFor={`${id}-amount`}>{t('papers.mandate.amount')}</label>
          <InputNumber id={`${id}-amount`} min={0} precision={2} style={{ width: '100%' }} value={draft.up_to_wan} status={invalid('up_to_wan')}
            onChange={(up_to_wan) => change({ up_to_wan })} />
          {wrong('up_to_wan')}
        </div>
        <div className="zr-field">
          <label htmlFor={`${id}-from`}>{t('papers.mandate.from')}</label>
          <DayField id={`${id}-from`} value={draft.from_on} invalid={lacks.includes('from_on')} onChange={(from_on) => change({ from_on })} />
          {wrong('from_on')}
        </div>
        <div className="zr-field">
          <label htmlFor={`${id}-until`}>{t('papers.mandate.until')}</label>
          <DayField id={`${id}-until`} value={draft.until} from={draft.from_on} invalid={lacks.includes('until')} onChange={(until) => change({ until })} />
          {wrong('until')}
        </div>
        <FormProblem error={grant.error} />
        <FormProblem error={members.error} />
      </div>
    </Modal>
  )
}
