/** A text: its first 256 KiB. */
import type { InputRef } from 'antd'
import { type ReactNode, useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import SkeletonRows from '../SkeletonRows'
import FoundText from './FoundText'
import { type Document, decodeText } from './model'
import PageLayer from './PageLayer'
import { useBytes } from './queries'
import { Bar, SearchField } from './Toolbar'
import { useFinding } from './useFinding'
import { useKeys } from './useKeys'

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
  const inner = useRef<HTMLDivElement>(null)
  const scroll = useRef<HTMLDivElement>(null)
  const field = useRef<InputRef>(null)
  const search = useFinding(useMemo(() => [[text ?? '']], [text]), () => {})
  useKeys(inner, scroll, { find: () => field.current?.focus({ cursor: 'all' }) })
  useEffect(() => { if (bytes.error) onFailed(bytes.error) }, [bytes.error, onFailed])
  return (
    <div ref={inner} className="zv-inner">
      <Bar end={end}>
        {text !== undefined && <SearchField field={field} state={search} onSearch={search.look} onStep={search.step} />}
        {size > SHOWN && <span className="zr-sub zv-said">{t('viewer.text_cut')}</span>}
      </Bar>
      <div className="zv-body">
        <div ref={scroll} className="zv-scroll zv-scroll-plain" tabIndex={0} role="region" aria-label={t('viewer.pages_of', { name })}>
          {text === undefined ? <SkeletonRows rows={12} /> : <div className="zv-flow" data-page={1}><pre><FoundText text={text} item={0} hits={search.hits} now={search.hits[search.at]} /></pre><PageLayer page={1} /></div>}
        </div>
        {aside}
      </div>
    </div>
  )
}
