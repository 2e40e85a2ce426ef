/** A picture with zoom. */
import { type ReactNode, useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Problem } from '../../api/problem'
import SkeletonRows from '../SkeletonRows'
import type { Document } from './model'
import PageLayer from './PageLayer'
import { MOST_PIXELS, pixelsOf } from './pixels'
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
  const pixels = useMemo(() => bytes.data && pixelsOf(bytes.data), [bytes.data])
  const tooMany = pixels != null && pixels.width * pixels.height > MOST_PIXELS
  const url = useMemo(() => bytes.data && !tooMany && URL.createObjectURL(new Blob([bytes.data], { type: media_type })), [bytes.data, media_type, tooMany])
  useEffect(() => () => { if (url) URL.revokeObjectURL(url) }, [url])
  useEffect(() => { if (bytes.error) onFailed(bytes.error) }, [bytes.error, onFailed])
  useEffect(() => {
    if (tooMany) onFailed(new Problem(0, { code: 'viewer.too_many_pixels', ...pixels, most: MOST_PIXELS / 1_000_000 }))
  }, [tooMany, pixels, onFailed])
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
