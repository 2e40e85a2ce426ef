/** Two languages complete: same keys, every state named, nothing hard-coded, no key without its text. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, relative, resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { STATES } from '../lib/status'

type Tree = { [key: string]: string | Tree }

const SRC = resolve(import.meta.dirname, '..')
const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' }).map((name) => name.replaceAll('\\', '/'))
const locales = files.filter((name) => /(^|\/)locales\/(zh-CN|en)\.json$/.test(name))
const sources = files.filter(
  (name) => /\.tsx?$/.test(name) && !name.includes('__tests__/') && !/\.test\.tsx?$/.test(name) && name !== 'api/schema.d.ts',
)
const read = (name: string) => readFileSync(join(SRC, name), 'utf8')

function flat(tree: Tree, before = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([key, value]) =>
      typeof value === 'string' ? [[before + key, value] as const] : [...flat(value, `${before}${key}.`)],
    ),
  )
}

const texts = new Map(locales.map((name) => [name, flat(JSON.parse(read(name)) as Tree)]))
const merged = (language: string) =>
  new Map([...texts].filter(([name]) => name.endsWith(`${language}.json`)).flatMap(([, keys]) => [...keys]))
const zh = merged('zh-CN')
const en = merged('en')
const folders = [...new Set(locales.map((name) => name.slice(0, name.lastIndexOf('/'))))].sort()

describe('locale files', () => {
  it.each(folders)('%s has the same keys in both languages', (folder) => {
    const keys = (language: string) => [...(texts.get(`${folder}/${language}.json`)?.keys() ?? [])].sort()
    expect(keys('en')).toEqual(keys('zh-CN'))
  })
  it('ask for the same values in both languages', () => {
    const asked = (text: string | undefined) => [...new Set(text?.match(/\{\{\s*\w+/g))].sort().join()
    expect([...zh].filter(([key, text]) => asked(text) !== asked(en.get(key))).map(([key]) => key)).toEqual([])
  })
  /** Catalogues are laid over each other: of two texts under one key only one is ever read. */
  it.each(['zh-CN', 'en'])('say nothing twice and differently under one key in %s', (language) => {
    const words = new Map<string, Map<string, string[]>>()
    for (const [name, keys] of texts) {
      if (!name.endsWith(`/${language}.json`)) continue
      for (const [key, text] of keys) {
        const said = words.get(key) ?? new Map<string, string[]>()
        words.set(key, said.set(text, [...(said.get(text) ?? []), name]))
      }
    }
    expect([...words].filter(([, said]) => said.size > 1).map(([key, said]) => `${key}: ${[...said.values()].join(' / ')}`)).toEqual([])
  })
  it('have no empty text', () => {
    expect([...zh, ...en].filter(([, text]) => text.trim() === '').map(([key]) => key)).toEqual([])
  })
  it('say nothing in Chinese to an English reader', () => {
    /** Languages and the platform under their own names; what is written into a Chinese paper. */
    const quoted = /^(nav\.language|common\.name|common\.platform|identity\.account\.chinese|registry\.terms\.matters_usual)/
    expect([...en].filter(([key, text]) => /\p{Script=Han}/u.test(text) && !quoted.test(key)).map(([key]) => key)).toEqual([])
  })
})

describe('English counts', () => {
  it('agree with their number', () => {
    const fixed = /\{\{\w+\}\} (?:(?:more|working|other|equal) )*(?:patents|rights|days|months|years|rows|loans|applications|registrations|documents|things|products|firms|people|entries)\b/
    expect([...en].filter(([, text]) => fixed.test(text)).map(([key]) => key)).toEqual([])
  })
})

describe('states', () => {
  const labels = Object.entries(STATES).flatMap(([subject, states]) => Object.keys(states).map((state) => `status.${subject}.${state}`))
  it('are named in both languages', () => {
    expect(labels.filter((key) => !zh.has(key) || !en.has(key))).toEqual([])
  })
  it('have a tone for every name', () => {
    expect([...zh.keys()].filter((key) => key.startsWith('status.') && !labels.includes(key))).toEqual([])
  })
})

describe('sources', () => {
  /** Comments may quote; what reaches the screen may not. The units of amounts belong to the wording of numbers. */
  const WORDING = new Set(['lib/fen.ts'])
  const code = (name: string) => read(name).replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:])\/\/.*$/gm, '$1')

  it('hold no Chinese', () => {
    const found = sources
      .filter((name) => !WORDING.has(name))
      .flatMap((name) => code(name).split('\n').filter((line) => /\p{Script=Han}/u.test(line)).map((line) => `${name}: ${line.trim()}`))
    expect(found).toEqual([])
  })

  /** Full-width punctuation too is a language's; patterns that split what people type know both. */
  it('hold no full-width punctuation', () => {
    const pattern = /\/(?:\[[^\]]*\]|[^/\s[])+\/[gimu]*/g
    const found = sources
      .filter((name) => !WORDING.has(name))
      .flatMap((name) => code(name).replace(pattern, '').split('\n').filter((line) => /[，。；：（）、？！]/.test(line)).map((line) => `${name}: ${line.trim()}`))
    expect(found).toEqual([])
  })

  it('use no key that has no text', () => {
    const missing = sources.flatMap((name) =>
      [...read(name).matchAll(/(?<![\w.])t\(\s*'([^'\\]+)'(?!\s*\+)/g)]
        .map((match) => match[1] as string)
        .filter((key) => !zh.has(key) && !['_one', '_other'].some((form) => zh.has(key + form)))
        .map((key) => `${name}: ${key}`),
    )
    expect(missing).toEqual([])
  })

  it('begin no composed key with a place that has no texts', () => {
    const keys = [...zh.keys()]
    const missing = sources.flatMap((name) =>
      [...read(name).matchAll(/(?<![\w.])t\(\s*`([\w.]+\.)\$\{/g)]
        .map((match) => match[1] as string)
        .filter((start) => !keys.some((key) => key.startsWith(start)))
        .map((start) => `${name}: ${start}`),
    )
    expect(missing).toEqual([])
  })

  it('draw icons that add no English word of their own to what is read out', () => {
    const speaking = sources.flatMap((name) => [...read(name).matchAll(/<[A-Z]\w*(?:Outlined|Filled|TwoTone)\b(?:=>|[^<>])*>/g)]
      .filter(([icon]) => !/aria-(?:hidden|label)/.test(icon)).map(([icon]) => `${name}: ${icon}`))
    expect(speaking).toEqual([])
  })

  it('stay below 400 lines', () => {
    expect(sources.filter((name) => read(name).split('\n').length > 400)).toEqual([])
  })

  it('never import another feature', () => {
    const features = sources.filter((name) => name.startsWith('features/'))
    const crossed = features.flatMap((name) => {
      const own = name.split('/')[1]
      return [...read(name).matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)]
        .map((match) => relative(SRC, resolve(SRC, name, '..', match[1] as string)).replaceAll('\\', '/'))
        .filter((target) => target.startsWith('features/') && target.split('/')[1] !== own)
        .map((target) => `${name}: ${target}`)
    })
    expect(crossed).toEqual([])
  })
})

describe('fields of the API', () => {
  type Schema = { $ref?: string; properties?: Record<string, Schema>; items?: Schema; anyOf?: Schema[]; oneOf?: Schema[]; additionalProperties?: Schema | boolean }
  type Operation = { parameters?: { name: string; in: string }[]; requestBody?: { content: Record<string, { schema: Schema }> } }
  const contract = JSON.parse(readFileSync(resolve(SRC, '../../contracts/openapi.json'), 'utf8')) as {
    paths: Record<string, Record<string, Operation>>
    components: { schemas: Record<string, Schema> }
  }
  const names = new Set<string>()
  const seen = new Set<string>()
  const walk = (schema: Schema): void => {
    const name = schema.$ref?.split('/').at(-1)
    if (name) {
      if (seen.has(name)) return
      seen.add(name)
      walk(contract.components.schemas[name] ?? {})
      return
    }
    for (const [key, inner] of Object.entries(schema.properties ?? {})) {
      names.add(key)
      walk(inner)
    }
    const inside = [schema.items, schema.additionalProperties, ...(schema.anyOf ?? []), ...(schema.oneOf ?? [])]
    for (const each of inside) if (typeof each === 'object') walk(each)
  }
  for (const operation of Object.values(contract.paths).flatMap((path) => Object.values(path))) {
    for (const { schema } of Object.values(operation.requestBody?.content ?? {})) walk(schema)
    for (const { name, in: place } of operation.parameters ?? []) if (place === 'query') names.add(name)
  }
  it('are named in both languages, so that a refusal names what the form names', () => {
    expect(names.size).toBeGreaterThan(200)
    expect([...names].filter((name) => !zh.has(`field.${name}`) || !en.has(`field.${name}`))).toEqual([])
  })
})
