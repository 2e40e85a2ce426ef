/** Whether a virus scanner has looked at a document, and what it holds besides what one reads. */
import { useTranslation } from 'react-i18next'
import type { components } from '../api/schema'
import type { Tone } from '../lib/status'
import Mark from './Mark'

type Document = Pick<components['schemas']['FileOut'], 'scan' | 'flags'>

const SCANS: Record<Document['scan'], Tone> = { not_scanned: 'neutral', clean: 'success' }
/** As the vault's inspection names them. */
const FLAGS = ['macros', 'active', 'encrypted'] as const

export default function ScanMarks({ document: { scan, flags } }: { document: Document }) {
  const { t } = useTranslation()
  return (
    <span className="zr-marks">
      <Mark tone={SCANS[scan]}>{t(`scan.${scan}`)}</Mark>
      {FLAGS.filter((each) => flags.includes(each)).map((each) => (
        <span key={each} title={t(`scan.about.${each}`)}><Mark tone="warning">{t(`scan.flag.${each}`)}</Mark></span>
      ))}
    </span>
  )
}
