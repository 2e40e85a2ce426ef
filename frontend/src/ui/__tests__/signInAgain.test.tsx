// @vitest-environment jsdom
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test } from 'vitest'
import i18n, { words } from '../../app/i18n'
import { Problem } from '../../api/problem'
import { queryClient, SESSION } from '../../api/query'
import ErrorState from '../ErrorState'
import FormProblem from '../FormProblem'

beforeEach(async () => {
  await words('zh-CN')
  await i18n.changeLanguage('zh-CN')
})
afterEach(cleanup)

const ended = new Problem(401, { code: 'unauthenticated', title: 'signed out' })

test.each([['a form', () => <FormProblem error={ended} />], ['a page', () => <ErrorState error={ended} />]])(
  'when the session has ended %s leads to sign-in, and what was kept stays', (_, shown) => {
    localStorage.setItem('zr.draft.m1.offer', 'typed')
    queryClient.setQueryData(SESSION, { member: { id: 'm1' } })
    render(shown())
    fireEvent.click(screen.getByRole('button', { name: '登录后继续' }))
    expect(queryClient.getQueryData(SESSION)).toBeNull()
    expect(localStorage.getItem('zr.draft.m1.offer')).toBe('typed')
  },
)

test('another refusal does not ask for it', () => {
  render(<FormProblem error={new Problem(403, { code: 'forbidden', title: 'no' })} />)
  expect(screen.queryByRole('button', { name: '登录后继续' })).toBeNull()
})
