import { PaperClipOutlined } from '@ant-design/icons'
import { Button, Input, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import FormProblem from '../../../../ui/FormProblem'
import Panel from '../../../../ui/Panel'
import UploadBox from '../../../../ui/UploadBox'
import { formatDateTime } from '../../../../lib/dates'
import { formatFen } from '../../../../lib/fen'
import { useKeptDraft } from '../../../../lib/useKeptDraft'
import { useAct } from '../actions'
import type { Application } from '../model'
import { useOwnDocuments } from '../../../../api/choices'
import { useUsableValuations } from '../queries'

interface Props {
  application: Application
  asked: NonNullable<Application['open_request']>
}

interface Answer {
  files: { id: string; name: string }[]
  note: string
  valuationId: string
}

const P = 'lending_enterprise.loan.request'

/** The bank's open question and the firm's answer: files, a note, perhaps another valuation. */
export default function AnswerRequest({ application, asked }: Props) {
  const { t } = useTranslation()
  const may = application.allowed_actions.includes('document-answer')
  const kept = useKeptDraft<Answer>(`answer.${asked.id}`, { files: [], note: '', valuationId: '' })
  const [empty, setEmpty] = useState(false)
  const send = useAct(application.id, 'document-answer')
  const own = useOwnDocuments()
  const valuations = useUsableValuations(
    application.rights.map((right) => right.id),
    may,
  )
  const answer = kept.value
  const add = (file: { id: string; name: string }) => {
    setEmpty(false)
    if (!answer.files.some((each) => each.id === file.id))
      kept.set({ ...answer, files: [...answer.files, { id: file.id, name: file.name }] })
  }
  const submit = () => {
    if (answer.files.length === 0 && answer.note.trim() === '') return setEmpty(true)
    send.mutate(
      {
        document_ids: answer.files.map((file) => file.id),
        note: answer.note,
        valuation_id: answer.valuationId || null,
      },
      { onTaken: kept.drop },
    )
  }

  return (
    <Panel
      title={t(`${P}.title`, { n: asked.items.length })}
      sub={t(`${P}.by`, { date: asked.answer_by })}
    >
      <p className="muted">
        {[asked.asked_by, formatDateTime(asked.asked_at)].filter(Boolean).join(' · ')} ·{' '}
        {t(`${P}.stopped`)}
      </p>
      <ol className="le-asked">
        {asked.items.map((item, at) => (
          <li key={`${item.kind}.${String(at)}`}>
            <div>
              <strong>{t(`lending_enterprise.doc.${item.kind}`)}</strong>
              <div className="le-prose">{item.text}</div>
            </div>
            {may && (
              <UploadBox
                kind={item.kind}
                label={t(`${P}.upload`, { kind: t(`lending_enterprise.doc.${item.kind}`) })}
                onUploaded={add}
              />
            )}
          </li>
        ))}
      </ol>
      {may && (
        <>
          <Select
            className="le-existing"
            showSearch
            optionFilterProp="label"
            value={null}
            placeholder={t(`${P}.existing`)}
            aria-label={t(`${P}.existing`)}
            options={(own.data?.items ?? []).map((file) => ({ value: file.id, label: file.name }))}
            onChange={(id: string | null) => {
              const file = own.data?.items.find((each) => each.id === id)
              if (file) add(file)
            }}
          />
          <ul className="le-files" aria-live="polite">
            {answer.files.map((file) => (
              <li key={file.id}>
                <PaperClipOutlined aria-hidden /> {t(`${P}.given`, { name: file.name })}{' '}
                <Button
                  type="link"
                  size="small"
                  aria-label={t(`${P}.remove`, { name: file.name })}
                  onClick={() =>
                    kept.set({
                      ...answer,
                      files: answer.files.filter((each) => each.id !== file.id),
                    })
                  }
                >
                  {t(`${P}.removeShort`)}
                </Button>
              </li>
            ))}
          </ul>
          {(valuations.data?.items.length ?? 0) > 0 && (
            <>
              <label htmlFor="le-valuation">{t(`${P}.valuation`)}</label>
              <Select
                id="le-valuation"
                className="le-existing"
                value={answer.valuationId}
                options={[
                  { value: '', label: t(`${P}.keepValuation`) },
                  ...(valuations.data?.items ?? []).map((each) => ({
                    value: each.id,
                    label: `${each.number} · ${formatFen(each.low_fen, t)} – ${formatFen(each.high_fen, t)} · ${each.base_date}`,
                  })),
                ]}
                onChange={(valuationId: string) => kept.set({ ...answer, valuationId })}
              />
            </>
          )}
          <label htmlFor="le-note">{t(`${P}.note`)}</label>
          <Input.TextArea
            id="le-note"
            rows={2}
            maxLength={2000}
            value={answer.note}
            onChange={(event) => {
              setEmpty(false)
              kept.set({ ...answer, note: event.target.value })
            }}
          />
          <div role="alert" className="field-error">
            {empty && t(`${P}.empty`)}
          </div>
          {send.isError && <FormProblem error={send.error} />}
          <div className="le-do">
            <Button type="primary" loading={send.isPending} onClick={submit}>
              {t(`${P}.submit`)}
            </Button>
          </div>
        </>
      )}
    </Panel>
  )
}
