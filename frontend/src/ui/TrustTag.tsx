/** What a document is worth beyond its owner's word, in a word and an icon. */
import { useTranslation } from 'react-i18next'
import type { components } from '../api/schema'
import { formatDate } from '../lib/dates'
import type { Tone } from '../lib/status'
import Mark from './Mark'

type Trust = components['schemas']['EvidenceTrustOut']

const TONES: Record<Trust['state'], Tone> = {
  confirmed: 'success', checked: 'info', altered: 'danger', denied: 'danger', unconfirmed: 'warning',
}

export default function TrustTag({ trust }: { trust: Trust }) {
  const { t } = useTranslation()
  const said = trust.issuer_name === null ? undefined : `${trust.issuer_name} · ${formatDate(trust.answered_at)}`
  return (
    <span title={said}>
      <Mark tone={TONES[trust.state]}>{t(`trust.${trust.state}`)}</Mark>
    </span>
  )
}
