/** The browser's title names the page and the platform. */
import { useEffect } from 'react'
import { useTranslation } from 'react-i18next'

export function useTitle(title: string) {
  const { t } = useTranslation()
  const platform = t('common.platform')
  useEffect(() => {
    document.title = `${title} · ${platform}`
    return () => {
      document.title = platform
    }
  }, [title, platform])
}
