import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import FormProblem from '../../../../ui/FormProblem'
import Panel from '../../../../ui/Panel'
import UploadBox from '../../../../ui/UploadBox'
import { useKeptDraft } from '../../../../lib/useKeptDraft'
import { useSubmitCase, type KybCase } from '../queries'

const P = 'kyb_enterprise'

interface Typed {
  licence: { id: string; name: string } | null
  statement: string
}

/** The licence and a statement, handed in by the firm's admin. */
export default function LicenceForm({ kyb }: { kyb: KybCase }) {
  const { t } = useTranslation()
  const kept = useKeptDraft<Typed>(`kyb.${kyb.id}`, {
    licence:
      kyb.licence && kyb.state === 'draft' ? { id: kyb.licence.id, name: kyb.licence.name } : null,
    statement: kyb.statement ?? '',
  })
  const [missing, setMissing] = useState(false)
  const submit = useSubmitCase(kyb.id)
  const { licence, statement } = kept.value
  const may = kyb.allowed_actions.includes('submit')
  const send = () => {
    if (licence === null) return setMissing(true)
    submit.mutate(
      { licence_document_id: licence.id, statement: statement.trim() || null },
      { onTaken: kept.drop },
    )
  }
  return (
    <Panel title={t(`${P}.licence.title`)} sub={t(`${P}.licence.hint`)}>
      {!may && <p className="muted">{t(`${P}.adminOnly`)}</p>}
      {may && (
        <form
          className="kb-form"
          onSubmit={(event) => {
            event.preventDefault()
            send()
          }}
        >
          {licence && (
            <p role="status">{t(`${P}.licence.have`, { name: licence.name })}</p>
          )}
          <UploadBox
            kind="licence"
            label={t(licence ? `${P}.licence.replace` : `${P}.licence.choose`)}
            onUploaded={(file) => {
              setMissing(false)
              kept.set({ ...kept.value, licence: { id: file.id, name: file.name } })
            }}
          />
          <div role="alert" className="field-error">
            {missing && t(`${P}.licence.needed`)}
          </div>
          <label htmlFor="kb-statement">{t(`${P}.statement`)}</label>
          <Input.TextArea
            id="kb-statement"
            rows={3}
            maxLength={1000}
            value={statement}
            onChange={(event) => kept.set({ ...kept.value, statement: event.target.value })}
          />
          {submit.isError && <FormProblem error={submit.error} />}
          <div className="kb-do">
            <Button type="primary" htmlType="submit" loading={submit.isPending}>
              {t(`${P}.submit`)}
            </Button>
          </div>
        </form>
      )}
    </Panel>
  )
}
