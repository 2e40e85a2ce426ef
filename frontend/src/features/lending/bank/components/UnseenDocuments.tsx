/** Before an opinion: documents that nobody looked at, or that differ. A warning; the opinion stays possible. */
import { Alert } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { itemsOf, useChecks } from '../checks'
import type { Dossier } from '../model'

export function UnseenDocuments({ dossier }: { dossier: Dossier }) {
  const { t } = useTranslation()
  const { id, documents } = dossier.application
  const checks = useChecks(id, documents.length)
  if (checks.data === undefined) return null
  const items = itemsOf(documents, checks.data.items)
  const open = items.filter((item) => item.state === 'unseen' || item.state === 'differs')
  if (open.length === 0) return null
  const unseen = open.filter((item) => item.state === 'unseen').length
  return (
    <Alert className="zb-sent-back" type="warning" showIcon style={{ marginBottom: 12 }}
      title={t('bank.finding.open', { unseen, differs: open.length - unseen })}
      description={
        <ul className="zb-open-documents">
          {open.map(({ document, state }) => (
            <li key={document.id}>
              <Link to={`/b/queue/${id}?tab=documents&doc=${document.id}`}>{document.name}</Link> {t(`bank.finding.${state}`)}
            </li>
          ))}
        </ul>
      } />
  )
}
