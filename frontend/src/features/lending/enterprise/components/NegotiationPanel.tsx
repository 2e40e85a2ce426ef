/** The value that the firm negotiates with its bank: while it may propose one, and once anything was proposed. */
import { useTranslation } from 'react-i18next'
import Panel from '../../../../ui/Panel'
import Negotiation from '../../negotiation/Negotiation'
import { useNegotiation } from '../../negotiation/queries'
import type { Application } from '../model'

export default function NegotiationPanel({ application }: { application: Application }) {
  const { t } = useTranslation()
  const found = useNegotiation(application.id, application.state !== 'draft')
  const mayPropose = application.allowed_actions.includes('value-proposal')
  if (!mayPropose && !found.data?.items.length) return null
  return (
    <Panel title={t('negotiation.title')} sub={t('negotiation.sub')}>
      <Negotiation id={application.id} mayPropose={mayPropose} />
    </Panel>
  )
}
