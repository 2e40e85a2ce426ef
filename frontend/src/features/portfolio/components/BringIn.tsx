import { InboxOutlined } from '@ant-design/icons'
import { Button, Input, Upload } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import FormProblem from '../../../ui/FormProblem'
import { draftName } from '../../../lib/drafts'
import { useMe } from '../../../lib/permissions'
import Panel from '../../../ui/Panel'
import { APART, MAX_FILE_BYTES, MAX_NUMBERS, numbersIn } from '../model'
import OtherRight from './OtherRight'
import { useImportFile, useImportNumbers } from '../queries'

/** The two ways to bring patents in, and the one for other rights; what was pasted survives a reload. */
export default function BringIn({ onQueued }: { onQueued: (runId: string) => void }) {
  return (
    <div className="pf-bring">
      <PasteNumbers onQueued={onQueued} />
      <UploadFile onQueued={onQueued} />
      <div className="pf-other">
        <OtherRight />
      </div>
    </div>
  )
}

function PasteNumbers({ onQueued }: { onQueued: (runId: string) => void }) {
  const { t } = useTranslation()
  const name = draftName(useMe().member.id, 'import.numbers')
  const [text, setText] = useState(() => sessionStorage.getItem(name) ?? '')
  const [missing, setMissing] = useState<string | null>(null)
  const send = useImportNumbers()
  const numbers = numbersIn(text)

  const keep = (value: string) => {
    setText(value)
    setMissing(null)
    sessionStorage.setItem(name, value)
  }
  const submit = () => {
    if (numbers.length === 0) return setMissing(t('portfolio.import.numbers.none'))
    if (numbers.length > MAX_NUMBERS)
      return setMissing(
        t('portfolio.import.numbers.tooMany', { max: MAX_NUMBERS, n: numbers.length }),
      )
    send.mutate(numbers, {
      onTaken: () => sessionStorage.removeItem(name),
      onSuccess: (queued) => onQueued(queued.id),
    })
  }

  return (
    <Panel title={t('portfolio.import.numbers.title')}>
      <label htmlFor="pf-numbers" className="pf-label">
        {t('portfolio.import.numbers.label', { max: MAX_NUMBERS })}
      </label>
      <Input.TextArea
        id="pf-numbers"
        rows={8}
        value={text}
        onChange={(event) => keep(event.target.value)}
        status={missing ? 'error' : undefined}
        aria-describedby="pf-numbers-hint pf-numbers-error"
        aria-invalid={missing !== null}
        spellCheck={false}
        className="mono"
      />
      <div className="pf-under">
        <span id="pf-numbers-hint" className="muted">
          {t('portfolio.import.numbers.hint')}
        </span>
        <span className="num muted nowrap">
          {t('portfolio.import.numbers.count', { n: numbers.length, max: MAX_NUMBERS })}
        </span>
      </div>
      <div id="pf-numbers-error" role="alert" className="field-error">
        {missing}
      </div>
      {send.isError && <FormProblem error={send.error} />}
      <div className="pf-actions">
        <Button type="primary" loading={send.isPending} onClick={submit}>
          {t('portfolio.import.numbers.submit')}
        </Button>
      </div>
    </Panel>
  )
}

function UploadFile({ onQueued }: { onQueued: (runId: string) => void }) {
  const { t } = useTranslation()
  const [file, setFile] = useState<File | null>(null)
  const [missing, setMissing] = useState<string | null>(null)
  const send = useImportFile()

  const take = (chosen: File) => {
    const tooLarge = chosen.size > MAX_FILE_BYTES
    setFile(tooLarge ? null : chosen)
    setMissing(
      tooLarge
        ? t('portfolio.import.file.tooLarge', { size: Math.ceil(chosen.size / 1024 / 1024) })
        : null,
    )
    return false
  }
  const submit = () => {
    if (file === null) return setMissing(t('portfolio.import.file.none'))
    send.mutate(file, { onSuccess: (queued) => onQueued(queued.id) })
  }

  return (
    <Panel title={t('portfolio.import.file.title')}>
      <Upload.Dragger
        accept=".csv,.txt,.tsv,.xlsx,.xls,.json,.xml,.html,.htm,text/csv,text/plain"
        maxCount={1}
        showUploadList={false}
        beforeUpload={take}
        disabled={send.isPending}
      >
        <InboxOutlined aria-hidden className="pf-drop-icon" />
        <div>{file ? file.name : t('portfolio.import.file.choose')}</div>
      </Upload.Dragger>
      <p className="muted pf-hint">{t('portfolio.import.file.hint')}</p>
      <p className="muted pf-hint">{t('portfolio.import.declared')}</p>
      <Templates />
      <div role="alert" className="field-error">
        {missing}
      </div>
      {send.isError && <FormProblem error={send.error} />}
      <div className="pf-actions" aria-live="polite">
        <Button loading={send.isPending} onClick={submit}>
          {send.isPending && file
            ? t('portfolio.import.file.uploading', { name: file.name })
            : t('portfolio.import.file.submit')}
        </Button>
      </div>
    </Panel>
  )
}

/** An empty workbook for each kind of right that is no patent. */
function Templates() {
  const { t, i18n } = useTranslation()
  return (
    <div className="muted pf-hint">
      {t('portfolio.import.template.title')}
      <ul className="pf-templates">
        {APART.map((kind) => (
          <li key={kind}>
            <a href={`/api/v1/portfolio/imports/template.xlsx?kind=${kind}&language=${i18n.language}`} download>
              {t('portfolio.import.template.of', { kind: t(`portfolio.kind.${kind}`) })}
            </a>
          </li>
        ))}
      </ul>
    </div>
  )
}
