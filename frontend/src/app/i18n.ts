/** Chinese first, English complete: every feature brings its own texts. */
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { plural } from '../lib/plural'
import { longer } from '../lib/longer'
import { queryClient } from '../api/query'

type Tree = { [key: string]: string | Tree }

function merge(into: Tree, from: Tree): Tree {
  for (const [key, value] of Object.entries(from)) {
    const present = into[key]
    into[key] =
      typeof value === 'object' && typeof present === 'object' ? merge(present, value) : value
  }
  return into
}

const files = import.meta.glob<{ default: Tree }>(['../locales/*.json', '../features/**/locales/*.json'], { eager: true })

function texts(language: string): Tree {
  const merged: Tree = {}
  for (const [path, file] of Object.entries(files)) {
    if (path.endsWith(`/${language}.json`)) merge(merged, structuredClone(file.default))
  }
  return merged
}

export const LANGUAGES = ['zh-CN', 'en'] as const
const KEPT = 'zr-language'

void i18next.use(initReactI18next).use({ type: 'postProcessor', name: 'plural', process: plural }).use({ type: 'postProcessor', name: 'longer', process: longer }).init({
  // Layouts are tried with texts as long as other languages make them.
  postProcess: localStorage.getItem('zr-longer') === null ? 'plural' : ['plural', 'longer'],
  lng: localStorage.getItem(KEPT) === 'en' ? 'en' : 'zh-CN',
  fallbackLng: 'zh-CN',
  resources: Object.fromEntries(LANGUAGES.map((name) => [name, { translation: texts(name) }])),
  interpolation: { escapeValue: false },
  returnNull: false,
})
document.documentElement.lang = i18next.language

export function setLanguage(language: string) {
  localStorage.setItem(KEPT, language)
  document.documentElement.lang = language
  // Answers are in words too: those asked for in the other language are asked for again.
  void i18next.changeLanguage(language).then(() => queryClient.invalidateQueries())
}

export default i18next
