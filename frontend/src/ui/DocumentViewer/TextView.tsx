/** A text: its first 256 KiB. */
import { type ReactNode, useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import SkeletonRows from '../SkeletonRows'
import { type Document, decodeText } from './model'
import PageLayer from './PageLayer'
import { useBytes } from './queries'
import { Bar } from './Toolbar'

interface Props {
  document: Document
  onFailed: (error: unknown) => void
  end: ReactNode
  aside: ReactNode
}

const SHOWN = 256 * 1024

export default function TextView({ document: { id, name, size }, onFailed, end, aside }: Props) {
  const { t } = useTranslation()
  const bytes = useBytes(id, SHOWN)
  const text = useMemo(() => bytes.data && decodeText(bytes.data), [bytes.data])
  useEffect(() => { if (bytes.error) onFailed(bytes.error) }, [bytes.error, onFailed])
  return (
    <div className="zv-inner">
      <Bar end={end}>{size > SHOWN && <span className="zr-sub zv-said">{t('viewer.text_cut')}</span>}</Bar>
      <div className="zv-body">
        <div className="zv-scroll zv-scroll-plain" tabIndex={0} role="region" aria-label={t('viewer.pages_of', { name })}>
          {text === undefined ? <SkeletonRows rows={12} /> : <div className="zv-flow" data-page={1}><pre>{text}</pre><PageLayer page={1} /></div>}
        </div>
        {aside}
      </div>
    </div>
  )
}
