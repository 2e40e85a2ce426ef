import { CheckCircleOutlined } from '@ant-design/icons'
import { Button, Checkbox } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import FormProblem from '../../../../ui/FormProblem'
import { useAct } from '../actions'
import type { Application } from '../model'

interface Props {
  application: Application
  documentIds: string[] | null
  requestRevision: number | null
  onSubmitted?: () => void
}

const P = 'lending_enterprise.new.consent'

/** One bank's consent text, never ticked in advance, and the submission to that bank. */
export default function ConsentCard(props: Props) {
  const { t, i18n } = useTranslation()
  const { application } = props
  const [agreed, setAgreed] = useState(false)
  const [missing, setMissing] = useState(false)
  const submit = useAct(application.id, 'submission')
  const bank = application.lender.name
  const { required } = application.consent
  const translated = i18n.language === 'en' && required.translation !== null
  const isSent = application.state !== 'draft'
  const mayBind = application.allowed_actions.includes('submission')

  const send = () => {
    if (!agreed) return setMissing(true)
    submit.mutate(
      {
        consent: true,
        consent_version: required.version,
        document_ids: props.documentIds,
        request_revision: props.requestRevision,
      },
      { onSuccess: () => props.onSubmitted?.() },
    )
  }

  return (
    <article className="le-consent" aria-label={`${bank} ${application.product.name}`}>
      <header className="le-consent-head">
        <strong>
          {bank} · {application.product.name}
        </strong>
        <span className="muted num">
          {application.number} · {t(`${P}.version`, { v: required.version })}
        </span>
      </header>
      {isSent ? (
        <p role="status" className="le-sent">
          <CheckCircleOutlined aria-hidden /> {t(`${P}.done`)}{' '}
          <Link to={`/e/loans/${application.id}`}>{application.number}</Link>
        </p>
      ) : (
        <>
          <div className="le-consent-text" tabIndex={0} role="region" aria-label={t(`${P}.version`, { v: required.version })}>
            {translated && (
              <>
                <p>{required.translation}</p>
                <p className="muted">{t(`${P}.binding`)}</p>
              </>
            )}
            <p lang="zh-CN">{required.text}</p>
          </div>
          <Checkbox
            checked={agreed}
            onChange={(event) => {
              setAgreed(event.target.checked)
              setMissing(false)
            }}
          >
            {t(`${P}.agree`, { bank })}
          </Checkbox>
          {missing && (
            <p role="alert" className="field-error">
              {t(`${P}.needed`, { bank })}
            </p>
          )}
          {submit.isError && <FormProblem error={submit.error} />}
          {mayBind ? (
            <div className="le-consent-do">
              <Button type="primary" loading={submit.isPending} onClick={send}>
                {t(`${P}.submitOne`, { bank })}
              </Button>
            </div>
          ) : (
            <p className="muted">{t(`${P}.signatory`)}</p>
          )}
        </>
      )}
    </article>
  )
}
