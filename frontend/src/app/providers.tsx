/** Theme, language, queries and session around everything. */
import { SearchOutlined } from '@ant-design/icons'
import { QueryClientProvider } from '@tanstack/react-query'
import { App, ConfigProvider } from 'antd'
import enUS from 'antd/locale/en_US'
import zhCN from 'antd/locale/zh_CN'
import dayjs from 'dayjs'
import 'dayjs/locale/zh-cn'
import { type ReactNode, useEffect, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { queryClient } from '../api/query'
import { useMedia } from '../lib/useNarrow'
import ErrorState from '../ui/ErrorState'
import CodePrompt from './CodePrompt'
import { SessionProvider } from './session'
import { theme } from './theme'

export default function Providers({ children }: { children: ReactNode }) {
  const { i18n, t } = useTranslation()
  const english = i18n.language === 'en'
  const still = useMedia('(prefers-reduced-motion: reduce)')
  // A stray click beside a dialog takes nothing away that was typed into it.
  const shown = useMemo(() => (still ? { ...theme, token: { ...theme.token, motion: false } } : theme), [still])
  useEffect(() => {
    dayjs.locale(english ? 'en' : 'zh-cn')
  }, [english])
  return (
    <ConfigProvider theme={shown} locale={english ? enUS : zhCN} button={{ autoInsertSpace: false }} modal={{ mask: { closable: false } }}
      inputSearch={{ searchIcon: <SearchOutlined aria-label={t('common.search')} /> }}>
      <App>
        <CodePrompt />
        <QueryClientProvider client={queryClient}>
          <SessionProvider
            waiting={<div className="zr-boot" role="status" aria-label={t('common.loading')} />}
            broken={(error, retry) => (
              <main className="zr-boot">
                <ErrorState error={error} retry={retry} />
              </main>
            )}
          >
            {children}
          </SessionProvider>
        </QueryClientProvider>
      </App>
    </ConfigProvider>
  )
}
