/** How far an upload is, how fast it goes and how long the rest will take. Not read aloud at every step. */
import { useTranslation } from 'react-i18next'
import { type Pace, restOf } from '../lib/pace'
import { sizeText } from '../lib/size'

export default function UploadSpeed({ sent, size, pace }: { sent: number; size: number; pace: Pace | null }) {
  const { t } = useTranslation()
  const rest = restOf(pace, size, sent)
  return (
    <span className="num">
      {t('common.upload.bytes', { sent: sizeText(sent), size: sizeText(size) })}
      {pace?.rate != null && rest && ` · ${t('common.upload.speed', { speed: sizeText(pace.rate) })} · ${t(`common.upload.rest.${rest.unit}`, { n: rest.n })}`}
    </span>
  )
}
