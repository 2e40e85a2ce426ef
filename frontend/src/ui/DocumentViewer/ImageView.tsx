/** A picture with zoom. */
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import SkeletonRows from '../SkeletonRows'
import type { Document } from './model'
import PageLayer from './PageLayer'
import { useBytes } from './queries'
import { Bar, ZoomButtons } from './Toolbar'
import { useZoom } from './useZoom'

interface Props {
  document: Document
  onFailed: (error: unknown) => void
  end: ReactNode
  aside: ReactNode
}

export default function ImageView({ document: { id, name, media_type }, onFailed, end, aside }: Props) {
  const { t } = useTranslation()
  const scroll = useRef<HTMLDivElement>(null)
  const bytes = useBytes(id)
  const [size, setSize] = useState<{ width: number; height: number }>()
  const zoom = useZoom(scroll, size?.width)
  const url = useMemo(() => bytes.data && URL.createObjectURL(new Blob([bytes.data], { type: media_type })), [bytes.data, media_type])
  useEffect(() => () => { if (url) URL.revokeObjectURL(url) }, [url])
  useEffect(() => { if (bytes.error) onFailed(bytes.error) }, [bytes.error, onFailed])
  return (
    <div className="zv-inner">
      <Bar end={end}>{size && <ZoomButtons zoom={zoom} />}</Bar>
      <div className="zv-body">
        <div ref={scroll} className="zv-scroll" tabIndex={0} role="region" aria-label={t('viewer.pages_of', { name })}>
          {!url && <SkeletonRows rows={12} />}
          {url && (
            <div className="zv-page" data-page={1} style={size && { width: size.width * zoom.scale, height: size.height * zoom.scale }}>
              <img src={url} alt={name} onLoad={({ currentTarget: shown }) => setSize({ width: shown.naturalWidth, height: shown.naturalHeight })}
                onError={() => onFailed(null)} />
              {size && <PageLayer page={1} />}
            </div>
          )}
        </div>
        {aside}
      </div>
    </div>
  )
}
