/** Chinese first, English complete: every feature brings its own texts, those of the language that is read. */
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { plural } from '../lib/plural'
import { longer } from '../lib/longer'
import { queryClient } from '../api/query'

type Tree = { [key: string]: string | Tree }
type Words = { default: Record<string, unknown> }

export const LANGUAGES = ['zh-CN', 'en'] as const
type Language = (typeof LANGUAGES)[number]
const KEPT = 'zr-language'

/** The first page needs few of them: the others come with the code of the page that says them. */
const WORDS: Record<Language, [first: () => Promise<Words>, rest: () => Promise<Words>]> = {
  'zh-CN': [() => import('./words/zh-CN.first'), () => import('./words/zh-CN.rest')],
  en: [() => import('./words/en.first'), () => import('./words/en.rest')],
}

function merge(into: Tree, from: Tree): Tree {
  for (const [key, value] of Object.entries(from)) {
    const present = into[key]
    into[key] =
      typeof value === 'object' && typeof present === 'object' ? merge(present, value) : value
  }
  return into
}

const asked = new Map<() => Promise<Words>, Promise<void>>()

/** Each part once; one that did not arrive is asked for again. */
function bring(language: Language, part: () => Promise<Words>): Promise<void> {
  const under = asked.get(part)
  if (under) return under
  const coming = part().then(({ default: files }) => {
    const merged = Object.values(files).reduce<Tree>((tree, file) => merge(tree, structuredClone(file as Tree)), {})
    i18next.addResourceBundle(language, 'translation', merged, true, true)
  })
  asked.set(part, coming)
  coming.catch(() => asked.delete(part))
  return coming
}

const chosen = () => (i18next.language === 'en' ? 'en' : 'zh-CN')

/** Everything that is said in a language; of the one that is read if none is named. */
export async function words(language: Language = chosen()): Promise<void> {
  await Promise.all(WORDS[language].map((part) => bring(language, part)))
}

void i18next.use(initReactI18next).use({ type: 'postProcessor', name: 'plural', process: plural }).use({ type: 'postProcessor', name: 'longer', process: longer }).init({
  // Layouts are tried with texts as long as other languages make them.
  postProcess: localStorage.getItem('zr-longer') === null ? 'plural' : ['plural', 'longer'],
  lng: localStorage.getItem(KEPT) === 'en' ? 'en' : 'zh-CN',
  fallbackLng: 'zh-CN',
  resources: {},
  interpolation: { escapeValue: false },
  returnNull: false,
  react: { bindI18nStore: 'added' },
})
document.documentElement.lang = i18next.language

/** The words of the first page. */
export const ready = bring(chosen(), WORDS[chosen()][0])

export function setLanguage(language: string) {
  const wanted = language === 'en' ? 'en' : 'zh-CN'
  localStorage.setItem(KEPT, wanted)
  void words(wanted).then(async () => {
    document.documentElement.lang = wanted
    // Answers are in words too: those asked for in the other language are asked for again.
    await i18next.changeLanguage(wanted)
    await queryClient.invalidateQueries()
  })
}

export default i18next
