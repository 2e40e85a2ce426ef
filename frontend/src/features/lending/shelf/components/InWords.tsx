/** Terms in sentences, in Chinese or English whatever the page's language is. */
import { Segmented } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import Panel from '../../../../ui/Panel'
import type { Terms } from '../model'
import { productWords } from '../words'

const LANGUAGES = ['zh-CN', 'en'] as const

export default function InWords({ terms, title, sub }: { terms: Terms; title: string; sub?: string }) {
  const { t, i18n } = useTranslation()
  const [language, setLanguage] = useState<string>(i18n.language)
  const say = i18n.getFixedT(language)
  return (
    <Panel title={title} sub={sub} extra={
      <Segmented aria-label={t('shelf.language')} value={language} onChange={setLanguage} options={LANGUAGES.map((value) => ({ value, label: t(`shelf.in.${value}`) }))} />
    }>
      <dl className="zs-words" lang={language}>
        {productWords(say, terms).map((line) => (
          <div key={line.key} style={{ display: 'contents' }}>
            <dt>{line.name}</dt>
            <dd>{line.text}</dd>
          </div>
        ))}
      </dl>
    </Panel>
  )
}
