// @vitest-environment jsdom
/** Whoever sent a form goes on from it, though what is read again takes the form off the page. */
import { QueryClient, QueryClientProvider, useQuery, useQueryClient } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { type ReactNode, useState } from 'react'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { Problem } from '../../api/problem'
import { hearLate } from '../late'
import { useMutation } from '../useMutation'

const told = vi.fn<(what: string) => void>()
let state: string
let answer: (terms: string) => Promise<string>
/** Read again longer than the record itself, as on a page of several lists. */
let lists: () => Promise<string>
let listed: (() => void)[]

function Form() {
  const client = useQueryClient()
  const act = useMutation({
    mutationFn: (terms: string) => answer(terms),
    onSettled: () => client.invalidateQueries(),
  })
  const send = () => act.mutate('terms', {
    onTaken: (data) => told(`taken: ${data}`),
    onSuccess: (data, terms) => told(`${terms}: ${data}`),
    onError: (error) => told(`refused: ${error.message}`),
    onSettled: () => told('settled'),
  })
  return <button type="button" onClick={send}>{act.isPending ? `sending ${act.variables}` : 'send'}</button>
}

function Page() {
  const record = useQuery({ queryKey: ['record'], queryFn: () => Promise.resolve(state) })
  useQuery({ queryKey: ['lists'], queryFn: () => lists() })
  const [left, leave] = useState(false)
  return (
    <>
      <p>{record.data}</p>
      {record.data === 'open' && !left && <Form />}
      <button type="button" onClick={() => leave(true)}>leave</button>
    </>
  )
}

const page = (children: ReactNode) => render(<QueryClientProvider client={new QueryClient()}>{children}</QueryClientProvider>)
const press = async (name: string) => { fireEvent.click(await screen.findByRole('button', { name })) }

beforeEach(() => {
  state = 'open'
  listed = []
  lists = () => Promise.resolve('first')
  answer = () => { state = 'sent'; return Promise.resolve('taken') }
})
afterEach(() => { cleanup(); told.mockReset() })

it('goes on before what changed is read again', async () => {
  page(<Page />)
  await screen.findByText('open')
  lists = () => new Promise((done) => { listed.push(() => done('again')) })
  await press('send')
  await screen.findByText('sent')
  expect(screen.queryByRole('button', { name: /send/ })).toBeNull()
  expect(told.mock.calls.flat()).toEqual(['taken: taken', 'terms: taken', 'settled'])
  listed.forEach((each) => each())
  await new Promise((done) => setTimeout(done, 20))
  expect(told).toHaveBeenCalledTimes(3)
})

it('is told of a refusal whose record is no longer open', async () => {
  answer = () => { state = 'sent'; return Promise.reject(new Error('stale')) }
  page(<Page />)
  await screen.findByText('open')
  lists = () => new Promise((done) => { listed.push(() => done('again')) })
  await press('send')
  await screen.findByText('sent')
  expect(told.mock.calls.flat()).toEqual(['refused: stale', 'settled'])
})

it('is at work until all is read', async () => {
  answer = () => Promise.resolve('taken')
  page(<Page />)
  await screen.findByText('open')
  lists = () => new Promise((done) => { listed.push(() => done('again')) })
  await press('send')
  await waitFor(() => expect(told).toHaveBeenCalledTimes(3))
  await screen.findByRole('button', { name: 'sending terms' })
  listed.forEach((each) => each())
  await screen.findByRole('button', { name: 'send' })
})

const wait = () => new Promise((after) => setTimeout(after, 20))

it('leads nobody who has left, and drops what he had begun', async () => {
  let done: (words: string) => void = () => undefined
  answer = () => new Promise((resolve) => { done = resolve })
  page(<Page />)
  await press('send')
  await press('leave')
  done('taken')
  await wait()
  expect(told.mock.calls.flat()).toEqual(['taken: taken'])
})

it('tells whoever has left of a refusal, once', async () => {
  let refuse: (problem: Problem) => void = () => undefined
  answer = () => new Promise((_, reject) => { refuse = reject })
  const heard = vi.fn<(code: string) => void>()
  const end = hearLate(({ problem, from }) => heard(`${problem.code} ${from}`))
  page(<Page />)
  await press('send')
  await press('leave')
  refuse(new Problem(409, { code: 'stale' }))
  await waitFor(() => expect(heard.mock.calls.flat()).toEqual(['stale /']))
  end()
})

it('tells whoever stayed nothing twice', async () => {
  answer = () => Promise.reject(new Problem(409, { code: 'stale' }))
  const heard = vi.fn<(code: string) => void>()
  const end = hearLate(({ problem }) => heard(problem.code))
  page(<Page />)
  await press('send')
  await waitFor(() => expect(told).toHaveBeenCalledTimes(2))
  await wait()
  expect(heard).not.toHaveBeenCalled()
  end()
})

it('sends nothing again that is on its way, and again what was answered', async () => {
  const dones: ((words: string) => void)[] = []
  const sent = vi.fn<(terms: string) => void>()
  answer = (terms) => { sent(terms); return new Promise((resolve) => { dones.push(resolve) }) }
  page(<Page />)
  await press('send')
  await press('sending terms')
  await wait()
  expect(sent).toHaveBeenCalledTimes(1)
  dones[0]?.('taken')
  await press('send')
  await waitFor(() => expect(sent).toHaveBeenCalledTimes(2))
  dones[1]?.('taken')
  await waitFor(() => expect(told).toHaveBeenCalledTimes(6))
})

it('sends nothing again that was taken until all is read, but at once what was refused', async () => {
  const sent = vi.fn<(terms: string) => void>()
  answer = (terms) => { sent(terms); return Promise.resolve('taken') }
  page(<Page />)
  await screen.findByText('open')
  lists = () => new Promise((done) => { listed.push(() => done('again')) })
  await press('send')
  await waitFor(() => expect(told).toHaveBeenCalledTimes(3))
  await press('sending terms')
  await wait()
  expect(sent).toHaveBeenCalledTimes(1)
  listed.forEach((each) => each())
  answer = (terms) => { sent(terms); return Promise.reject(new Error('stale')) }
  await press('send')
  await waitFor(() => expect(told).toHaveBeenCalledTimes(5))
  await press('sending terms')
  await waitFor(() => expect(sent).toHaveBeenCalledTimes(3))
})
