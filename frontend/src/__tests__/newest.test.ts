/** What stands in the cache is the newest, whenever the answers come. */
import { QueryObserver } from '@tanstack/react-query'
import { afterEach, expect, it, vi } from 'vitest'
import { keepAnswer, queryClient } from '../api/query'

const KEY = ['rights']
const answers: ((value: string) => void)[] = []

/** Somebody looks, and reads anew whenever what he sees has changed. */
function looks() {
  const observer = new QueryObserver<string>(queryClient, {
    queryKey: KEY, queryFn: () => new Promise<string>((done) => { answers.push(done) }),
  })
  return observer.subscribe(() => undefined)
}
const settled = () => vi.waitFor(() => expect(queryClient.isFetching()).toBe(0))
const asked = (times: number) => vi.waitFor(() => expect(answers).toHaveLength(times))

afterEach(() => {
  queryClient.clear()
  answers.length = 0
})

it('asks again for what changed while it was read for the first time', async () => {
  const leave = looks()
  await asked(1)
  const read = queryClient.invalidateQueries({ queryKey: KEY })
  await asked(2)
  answers[0]?.('before')
  answers[1]?.('after')
  await read
  await settled()
  expect(queryClient.getQueryData(KEY)).toBe('after')
  leave()
})

it('asks once for what changed before anybody looked', async () => {
  await queryClient.invalidateQueries({ queryKey: KEY })
  const leave = looks()
  await asked(1)
  answers[0]?.('now')
  await settled()
  expect(queryClient.getQueryData(KEY)).toBe('now')
  expect(answers).toHaveLength(1)
  leave()
})

it('keeps what an act answered, whatever was on its way', async () => {
  const leave = looks()
  await asked(1)
  answers[0]?.('before')
  await settled()
  const read = queryClient.refetchQueries({ queryKey: KEY })
  await asked(2)
  keepAnswer(queryClient, KEY, 'after')
  answers[1]?.('before')
  await read
  await settled()
  expect(queryClient.getQueryData(KEY)).toBe('after')
  leave()
})

it('keeps what an act answered while it was read for the first time', async () => {
  const leave = looks()
  await asked(1)
  keepAnswer(queryClient, KEY, 'after')
  answers[0]?.('before')
  await settled()
  expect(queryClient.getQueryData(KEY)).toBe('after')
  expect(queryClient.getQueryState(KEY)?.status).toBe('success')
  leave()
})
