/** Back and forth through a list by cursors, with how many there are. */
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'

interface Props {
  next: string | null
  total: number | string
  /** Under which name the address keeps the cursor, where a page has several lists. */
  name?: string
  label?: string
}

export default function Pager({ next, total, name = 'cursor', label }: Props) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [params, setParams] = useSearchParams()
  const started = params.has(name)
  const go = (cursor: string) => {
    const changed = new URLSearchParams(params)
    changed.set(name, cursor)
    setParams(changed)
    if (name === 'cursor') window.scrollTo({ top: 0 })
  }
  return (
    <nav className="zr-pager" aria-label={label ?? t('common.pages')}>
      <span className="zr-sub">{t('common.total', { n: total })}</span>
      {(started || next) && <span className="zr-print-only">{t('common.printed_part')}</span>}
      {started && <Button onClick={() => void navigate(-1)}>{t('common.previous')}</Button>}
      {next && <Button onClick={() => go(next)}>{t('common.next')}</Button>}
    </nav>
  )
}
