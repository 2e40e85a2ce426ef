/** Back and forth through a list by cursors, with how many there are. */
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'

export default function Pager({ next, total }: { next: string | null; total: number | string }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [params, setParams] = useSearchParams()
  const started = params.has('cursor')
  const go = (cursor: string) => {
    const changed = new URLSearchParams(params)
    changed.set('cursor', cursor)
    setParams(changed)
    window.scrollTo({ top: 0 })
  }
  return (
    <nav className="zr-pager" aria-label={t('common.pages')}>
      <span className="zr-sub">{t('common.total', { n: total })}</span>
      {started && <Button onClick={() => void navigate(-1)}>{t('common.previous')}</Button>}
      {next && <Button onClick={() => go(next)}>{t('common.next')}</Button>}
    </nav>
  )
}
