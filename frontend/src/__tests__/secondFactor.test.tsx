// @vitest-environment jsdom
/** The second factor's prompt: asked where the API needs it, sent again with another key, given up with Esc. */
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { ConfigProvider } from 'antd'
import i18next from 'i18next'
import { http, HttpResponse } from 'msw'
import { setupServer } from 'msw/node'
import { initReactI18next } from 'react-i18next'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { api, ok } from '../api/client'
import { asProblem } from '../api/problem'
import CodePrompt from '../app/CodePrompt'
import { fileOf, inFours, pictureOf } from '../features/identity/factor'
import zh from '../locales/zh-CN.json'

// A dialog takes its time on a busy machine.
vi.setConfig({ testTimeout: 60_000 })

const RIGHT = '123456'
const SPENT = '111111'
interface Seen {
  body: Record<string, unknown>
  key: string | null
}
let seen: Seen[] = []

const refuse = (code: string, facts: object = {}) => HttpResponse.json({ title: code, code: `identity.${code}`, ...facts }, { status: code === 'sign_in_delayed' ? 429 : 403 })

async function guarded({ request }: { request: Request }) {
  const body = (await request.json()) as Record<string, unknown>
  seen.push({ body, key: request.headers.get('Idempotency-Key') })
  if (body.password !== 'right') return refuse('password_wrong')
  if (!body.code) return refuse('code_needed')
  if (body.code === SPENT) return refuse('code_spent')
  if (body.code === 'wait') return refuse('sign_in_delayed', { retry_after_seconds: 7 })
  return body.code === RIGHT ? new HttpResponse(null, { status: 204 }) : refuse('code_wrong')
}

const server = setupServer(
  http.post('*/api/v1/account/second-factor/removal', guarded),
  http.post('*/api/v1/session', guarded),
)

beforeAll(async () => {
  server.listen({ onUnhandledRequest: 'error' })
  await i18next.use(initReactI18next).init({ lng: 'zh-CN', resources: { 'zh-CN': { translation: zh } }, interpolation: { escapeValue: false } })
})
beforeEach(() => {
  seen = []
  render(<ConfigProvider><button type="button">before</button><CodePrompt /></ConfigProvider>)
})
afterEach(cleanup)
afterAll(() => server.close())

const remove = (password = 'right') => ok(api.POST('/api/v1/account/second-factor/removal', { body: { password } }))
const caught = (asked: Promise<unknown>) => asked.then(() => 'done', (error: unknown) => asProblem(error).code)
const field = () => screen.findByRole('textbox')
async function type(code: string) {
  const input = await field()
  fireEvent.change(input, { target: { value: code } })
  fireEvent.submit(input.closest('form')!)
}

describe('a request that needs a code', () => {
  it('asks for it and goes again, the same but for code and key', async () => {
    const asked = caught(remove())
    const input = await field()
    expect(input.getAttribute('autocomplete')).toBe('one-time-code')
    expect(input.getAttribute('inputmode')).toBe('numeric')
    expect(screen.getByRole('dialog').textContent).toContain(zh.code.why)
    await type(RIGHT)
    expect(await asked).toBe('done')
    expect(seen.map(({ body }) => body)).toEqual([{ password: 'right' }, { password: 'right', code: RIGHT }])
    expect(new Set(seen.map(({ key }) => key)).size).toBe(2)
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  })
  it('says what was wrong and asks again, with the field empty', async () => {
    const asked = caught(remove())
    for (const [code, words] of [['000000', zh.problem.identity_code_wrong], [SPENT, zh.problem.identity_code_spent], ['wait', '7']] as const) {
      await type(code)
      await waitFor(() => expect(screen.getByRole('alert').textContent).toContain(words))
      await waitFor(async () => expect(((await field()) as HTMLInputElement).value).toBe(''))
    }
    await type(RIGHT)
    expect(await asked).toBe('done')
    expect(new Set(seen.map(({ key }) => key)).size).toBe(5)
  })
  it('takes a recovery code, for which a phone shows letters', async () => {
    const asked = caught(remove())
    await field()
    fireEvent.click(screen.getByRole('button', { name: zh.code.useRecovery }))
    expect((await field()).getAttribute('inputmode')).toBe('text')
    await type(RIGHT)
    expect(await asked).toBe('done')
  })
  it('sends nothing without a code', async () => {
    const asked = caught(remove())
    await type('  ')
    expect((await screen.findByRole('alert')).textContent).toBe(zh.common.required)
    expect(seen).toHaveLength(1)
    await type(RIGHT)
    expect(await asked).toBe('done')
  })
  it('is refused as before when the reader gives up with Esc, and the focus goes back', async () => {
    screen.getByText('before').focus()
    const asked = caught(remove())
    fireEvent.keyDown(await field(), { key: 'Escape', code: 'Escape', keyCode: 27 })
    expect(await asked).toBe('identity.code_needed')
    expect(seen).toHaveLength(1)
    await waitFor(() => expect(document.activeElement).toBe(screen.getByText('before')))
  })
  it('waits for the prompt of another', async () => {
    const both = [caught(remove()), caught(remove())]
    await type(RIGHT)
    expect(await Promise.race(both)).toBe('done')
    // The prompt of the other, whichever of the two that is.
    await waitFor(async () => expect(((await field()) as HTMLInputElement).value).toBe(''))
    await type(RIGHT)
    expect(await Promise.all(both)).toEqual(['done', 'done'])
  })
})

describe('a request that is refused otherwise', () => {
  it('asks for nothing', async () => {
    expect(await caught(remove('wrong'))).toBe('identity.password_wrong')
    expect(screen.queryByRole('dialog')).toBeNull()
  })
  it('asks for nothing at sign-in, where the page has a field', async () => {
    expect(await caught(ok(api.POST('/api/v1/session', { body: { email: 'a@b.test', password: 'right' } })))).toBe('identity.code_needed')
    expect(screen.queryByRole('dialog')).toBeNull()
  })
})

describe('what is shown once', () => {
  it('is the key in fours, a picture that stands alone, a file with every code', () => {
    expect(inFours('ABCDEFGHIJ')).toBe('ABCD EFGH IJ')
    expect(decodeURIComponent(pictureOf('<svg class="x"/>'))).toBe('data:image/svg+xml,<svg xmlns="http://www.w3.org/2000/svg" class="x"/>')
    expect(fileOf('head', ['a-b', 'c-d'])).toBe('head\r\n\r\na-b\r\nc-d\r\n')
  })
})
