// @vitest-environment jsdom
/** What was read once stays on the page when reading it anew fails, unless it may no longer be read. */
import { readdirSync, readFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { QueryClientProvider, useQuery } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { MemoryRouter } from 'react-router'
import { afterEach, beforeAll, expect, it } from 'vitest'
import { Problem } from '../api/problem'
import { queryClient } from '../api/query'
import Outdated from '../app/shell/Outdated'
import zh from '../locales/zh-CN.json'
import ErrorState from '../ui/ErrorState'

beforeAll(() =>
  i18next.use(initReactI18next).init({ lng: 'zh-CN', resources: { 'zh-CN': { translation: zh } }, interpolation: { escapeValue: false } }),
)
afterEach(() => {
  cleanup()
  queryClient.clear()
})

/** A page with a field to type into; every answer is what `answers` gives next. */
function Page({ answers }: { answers: (() => string)[] }) {
  const found = useQuery({ queryKey: ['page'], queryFn: () => Promise.resolve(answers.shift()!()), retry: false })
  if (found.isPending) return null
  if (found.isLoadingError) return <ErrorState error={found.error} />
  return <label>{found.data}<input /></label>
}

const refuses = (status: number) => () => { throw new Problem(status, { code: status === 404 ? 'not_found' : 'internal' }) }

async function opened(answers: (() => string)[]) {
  render(<MemoryRouter><QueryClientProvider client={queryClient}><Outdated /><Page answers={answers} /></QueryClientProvider></MemoryRouter>)
  fireEvent.change(await screen.findByLabelText('first'), { target: { value: 'typed' } })
  await queryClient.refetchQueries({ queryKey: ['page'] })
}

it('keeps what was typed, says so, and reads anew when asked', async () => {
  await opened([() => 'first', refuses(500), () => 'second'])
  expect((await screen.findByRole('status')).textContent).toContain(zh.common.outdated)
  expect(screen.getByLabelText<HTMLInputElement>('first').value).toBe('typed')
  fireEvent.click(screen.getByRole('button'))
  expect((await screen.findByLabelText<HTMLInputElement>('second')).value).toBe('typed')
  await waitFor(() => expect(screen.queryByRole('status')).toBeNull())
})

it('shows nothing any longer of what may no longer be read', async () => {
  await opened([() => 'first', refuses(404)])
  expect(await screen.findByRole('alert')).toBeTruthy()
  expect(screen.queryByLabelText('first')).toBeNull()
})

it('is what every page does: its error takes the page only where nothing was read', () => {
  const root = resolve(import.meta.dirname, '..')
  const pages = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.tsx') && !name.includes('__tests__'))
  const found = pages.flatMap((name) => [...readFileSync(join(root, name), 'utf8').matchAll(/\.(?:isError|isLoadingError|error)\)?\s*(?:&&|\?)?[\s(]*(?:return[\s(]*)?<ErrorState/gu)].map(([guard]) => [name, guard]))
  expect(found.length).toBeGreaterThan(100)
  expect(found.filter(([, guard]) => !guard?.startsWith('.isLoadingError'))).toEqual([])
})
