// @vitest-environment jsdom
/** What a reader sees when something is refused: a sentence, the fields, the request's number, a way on. */
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { ConfigProvider } from 'antd'
import i18next from 'i18next'
import { initReactI18next } from 'react-i18next'
import { MemoryRouter } from 'react-router'
import { afterEach, beforeAll, describe, expect, it, vi } from 'vitest'
import { Problem } from '../api/problem'
import en from '../locales/en.json'
import zh from '../locales/zh-CN.json'
import ErrorState from '../ui/ErrorState'
import FormProblem from '../ui/FormProblem'

beforeAll(() =>
  i18next.use(initReactI18next).init({
    lng: 'zh-CN',
    resources: { 'zh-CN': { translation: zh }, en: { translation: en } },
    interpolation: { escapeValue: false },
  }),
)
afterEach(cleanup)

const refused = new Problem(400, {
  code: 'invalid_request', detail: 'Two fields are wrong.', request_id: 'req-42',
  errors: [{ key: 'name', message: 'too short' }, { key: 'email', message: 'not an address' }],
})

describe('FormProblem', () => {
  it('names amounts in the currency of the refusal, else in yuan', () => {
    const facts = { code: 'treasury.refund_proposed', most_fen: 1234 }
    const { container, rerender } = render(<FormProblem error={new Problem(409, facts)} />)
    expect(container.textContent).toMatch(/最多可再退 .*12\.34/)
    rerender(<FormProblem error={new Problem(409, { ...facts, currency: 'USD' })} />)
    expect(container.textContent).toContain('USD 12.34')
  })

  it('is silent when nothing is wrong', () => {
    const { container } = render(<FormProblem error={null} />)
    expect(container.childElementCount).toBe(0)
  })
  it('takes the focus and names sentence, fields and request', () => {
    render(<FormProblem error={refused} />)
    const box = screen.getByRole('alert')
    expect(document.activeElement).toBe(box)
    expect(box.textContent).toContain(zh.problem.invalid_request)
    expect(screen.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
      `${zh.field.name}${zh.common.colon}too short`, `${zh.field.email}${zh.common.colon}not an address`,
    ])
    expect(box.textContent).toContain('req-42')
  })
  it('names a field inside a list by its place', async () => {
    await i18next.changeLanguage('en')
    render(<FormProblem error={new Problem(400, { code: 'invalid_request', errors: [{ key: 'pledgors.0.name', message: 'Field required' }] })} />)
    expect(screen.getByRole('listitem').textContent).toBe('Pledgors, no. 1, Name: Field required')
    await i18next.changeLanguage('zh-CN')
  })
  it('puts the facts of a refusal into its sentence', () => {
    render(<FormProblem error={new Problem(429, { code: 'identity.sign_in_delayed', retry_after_seconds: 30 })} />)
    expect(screen.getByRole('alert').textContent).toContain('30')
  })
  it('names a code that has no sentence', () => {
    render(<FormProblem error={new Problem(409, { code: 'some.new_code' })} />)
    expect(screen.getByRole('alert').textContent).toContain('some.new_code')
  })
})

describe('ErrorState', () => {
  const show = (error: unknown, retry?: () => void) =>
    render(
      <ConfigProvider button={{ autoInsertSpace: false }}>
        <MemoryRouter>
          <ErrorState error={error} retry={retry} />
        </MemoryRouter>
      </ConfigProvider>,
    )

  it('tries again and leads home', () => {
    const retry = vi.fn()
    show(new Problem(503, { code: 'internal', request_id: 'req-7' }), retry)
    fireEvent.click(screen.getByRole('button', { name: zh.common.retry }))
    expect(retry).toHaveBeenCalledOnce()
    expect(screen.getByRole('link', { name: zh.common.home }).getAttribute('href')).toBe('/')
    expect(screen.getByRole('alert').textContent).toContain('req-7')
  })
  it.each([
    [404, 'missing'], [403, 'noRight'], [0, 'offline'], [500, 'failed'],
  ] as const)('says what %i means', (status, key) => {
    show(new Problem(status, {}))
    expect(screen.getByRole('heading').textContent).toBe(zh.common.error[key])
  })
})
