import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import en from '../words/en.first'
import zh from '../words/zh-CN.first'

/** Where a visitor's first page is written, and what stands around it. */
const SOURCES = ['src/app', 'src/features/public/pages', 'src/features/public']
const FILES = [
  ...SOURCES.flatMap((folder) => readdirSync(folder).filter((name) => name.endsWith('.tsx')).map((name) => `${folder}/${name}`)),
  'src/app/shell/PublicFrame.tsx',
  'src/app/shell/DemoBand.tsx',
  'src/ui/ErrorState.tsx',
]
const KEYS = [...new Set(FILES.flatMap((file) => [...readFileSync(file, 'utf8').matchAll(/\bt\('([\w.-]+)'/g)].map((found) => found[1] ?? '')))]

const said = (files: Record<string, unknown>, key: string) =>
  Object.values(files).some((file) => {
    const at = (path: string) => path.split('.').reduce<unknown>((tree, name) => (tree as Record<string, unknown> | undefined)?.[name], file)
    return typeof at(key) === 'string' || typeof at(`${key}_other`) === 'string'
  })

describe('the words that come before the first page', () => {
  it.each([['zh-CN', zh], ['en', en]])('hold every key that it says, in %s', (_, files) => {
    expect(KEYS.length).toBeGreaterThan(30)
    expect(KEYS.filter((key) => !said(files as Record<string, unknown>, key))).toEqual([])
  })
})
