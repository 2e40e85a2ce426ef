import { SearchOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useSuggestions } from '../queries'

export default function SuggestionsBanner() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const suggestions = useSuggestions()
  const total = suggestions.data?.total ?? 0
  if (total === 0) return null
  return (
    <section className="pf-banner" aria-labelledby="pf-banner-title">
      <SearchOutlined aria-hidden className="pf-banner-icon" />
      <div className="pf-grow">
        <h2 id="pf-banner-title" className="pf-banner-title">
          {t('portfolio.suggest.banner', { n: total })}
        </h2>
        <p className="pf-banner-text">{t('portfolio.suggest.bannerText')}</p>
      </div>
      <Button onClick={() => void navigate('/e/ip/import#suggestions')}>
        {t('portfolio.suggest.look')}
      </Button>
    </section>
  )
}
