/** Take a document that its issuer disowns out of what the case rests on, with the reason. */
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { type Application, type Dossier, isDisowned } from '../model'
import { ActDialog, ReasonField } from './ActionDialogs'

export function Aside({ dossier, document }: { dossier: Dossier; document: Application['documents'][number] }) {
  const { t } = useTranslation()
  const [asking, setAsking] = useState(false)
  if (!isDisowned(document) || document.set_aside !== null) return null
  if (document.id === dossier.valuation.frozen?.report_file_id) return <p className="zb-card-sub">{t('bank.aside.report')}</p>
  if (!dossier.application.allowed_actions.includes('set-aside')) return null
  return (
    <>
      <Button size="small" danger onClick={() => setAsking(true)}>{t('bank.aside.act')}</Button>
      {asking && (
        <ActDialog<{ reason: string }> danger title={t('bank.aside.title', { name: document.name })} submit={t('bank.aside.act')} onClose={() => setAsking(false)}
          body={(values) => ({ id: dossier.application.id, act: 'set-aside', body: { document_id: document.id, reason: values.reason } })}>
          <p>{t('bank.aside.text')}</p>
          <ReasonField help={t('bank.aside.help')} />
        </ActDialog>
      )}
    </>
  )
}
