/** Under whose rules a pledge of another right than a patent is checked, and what is filed there. */
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'

export interface Regime {
  register: string
  registrar: string
  registrar_en: string
  papers: readonly { paper: string; words: string; words_en: string }[]
  source: string
  source_en: string
}

/** A question in the words of its register; patents keep those of the page. */
export function groundWords(t: TFunction, register: string | undefined, ground: number, words: string): string {
  return register === undefined ? words : t(`regime.ground.${register}.${ground}`, { defaultValue: words })
}

export default function RegimeLine({ regime }: { regime: Regime }) {
  const { t, i18n } = useTranslation()
  if (regime.register === 'patent') return null
  const isEnglish = i18n.language === 'en'
  return (
    <div className="zr-preflight-why">
      <p>
        {t('regime.registrar', { name: isEnglish ? regime.registrar_en : regime.registrar })} {t('regime.source', { source: isEnglish ? regime.source_en : regime.source })}
      </p>
      {regime.papers.length > 0 && (
        <>
          <p>{t('regime.papers')}</p>
          <ul>
            {regime.papers.map((each) => (
              <li key={each.paper}>{isEnglish ? each.words_en : each.words}</li>
            ))}
          </ul>
        </>
      )}
    </div>
  )
}
