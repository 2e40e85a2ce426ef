// @vitest-environment jsdom
/** A refusal that came after its sender had left: said where he is now, with the way back. */
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { App } from 'antd'
import { MemoryRouter, useLocation } from 'react-router'
import { afterEach, expect, it, vi } from 'vitest'
import { Problem } from '../../../api/problem'
import { tellLate } from '../../../lib/late'
import LateRefusals from '../LateRefusals'

const say = vi.hoisted(() => (key: string) => key)
vi.mock('react-i18next', () => ({ useTranslation: () => ({ t: say }) }))
vi.stubGlobal('ResizeObserver', class { observe() {} unobserve() {} disconnect() {} })
afterEach(cleanup)

const Where = () => <p>{`at ${useLocation().pathname}`}</p>
const open = () => render(<App><MemoryRouter initialEntries={['/tasks']}><LateRefusals /><Where /></MemoryRouter></App>)

it('says it once and leads back', async () => {
  open()
  const problem = new Problem(409, { code: 'stale' })
  act(() => { tellLate(problem, '/e/ip'); tellLate(problem, '/e/ip') })
  expect(await screen.findAllByRole('alert')).toHaveLength(1)
  expect(screen.getByText('common.late.title')).toBeDefined()
  fireEvent.click(screen.getByText('common.late.back').closest('button')!)
  expect(screen.getByText('at /e/ip')).toBeDefined()
})

it('says nothing to whoever is led to sign in', () => {
  open()
  act(() => tellLate(new Problem(401, { code: 'signed_out' }), '/e/ip'))
  expect(screen.queryByRole('alert')).toBeNull()
})
