// @vitest-environment jsdom
/** A table of registrations under unknown headings: its columns are asked for, then the same file is sent again. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen, waitFor } from '@testing-library/react'
import { MemoryRouter } from 'react-router'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { Problem } from '../../../api/problem'
import i18n, { words } from '../../../app/i18n'

const sent = vi.hoisted(() => ({ forms: [] as FormData[], answers: [] as unknown[] }))
vi.mock('../../../lib/useNarrow', () => ({ useNarrow: () => false, useMedia: () => false }))
vi.mock('../../../lib/permissions', () => ({ useMay: () => true }))
vi.mock('../../../api/client', () => ({
  ok: (answer: Promise<unknown>) => answer,
  api: {
    GET: () => Promise.resolve({ items: [], next: null, total: 0 }),
    POST: (_: string, { body }: { body: FormData }) => {
      sent.forms.push(body)
      const answer = sent.answers.shift()
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer)
    },
  },
}))
const { default: ImportPage } = await import('../pages/ImportPage')

const asked = {
  width: 3, header: ['编号', '何时', ''], sample: [['Y2026000000001', '2026-01-31', '甲有限公司']],
  fields: ['number', 'registered_on', 'pledgors', 'street'], needed: ['number', 'registered_on', 'pledgors'],
  suggested: [{ field: 'number', column: 0, by: 'header' }, { field: 'registered_on', column: 1, by: 'content' }],
}
const unknown = () => new Problem(422, { code: 'registry.import_columns_missing', missing: ['出质人'], asked })

async function choose() {
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <MemoryRouter><ImportPage /></MemoryRouter>
    </QueryClientProvider>,
  )
  const file = new File(['x'], 'own.csv')
  fireEvent.change(document.querySelector('input[type=file]') as HTMLInputElement, { target: { files: [file] } })
  fireEvent.click(await screen.findByText('Read and preview'))
}

beforeEach(async () => {
  vi.stubGlobal('ResizeObserver', class { observe() {} unobserve() {} disconnect() {} })
  sent.forms = []
  await i18n.changeLanguage('en')
  await words('en')
})
afterEach(cleanup)

describe('columns of a table of registrations', () => {
  it('asks for what a registration needs and sends the same file with the answer', async () => {
    sent.answers = [unknown(), unknown()]
    await choose()
    const submit = await screen.findByText('Import with these columns')
    expect(screen.getByText('Suggested by the header')).toBeTruthy()
    fireEvent.click(submit)
    expect(await screen.findByText('These need a column: Pledgors.')).toBeTruthy()
    expect(sent.forms).toHaveLength(1)

    fireEvent.mouseDown(screen.getByLabelText(/^Pledgors/))
    fireEvent.click(await screen.findByText('Column 3', { selector: '.ant-select-item-option-content' }))
    fireEvent.click(submit)
    await waitFor(() => expect(sent.forms).toHaveLength(2))
    expect(JSON.parse(String(sent.forms[1]?.get('columns')))).toEqual({ number: 0, registered_on: 1, pledgors: 2 })
    expect((sent.forms[1]?.get('file') as File | null)?.name).toBe('own.csv')
  })

  it('says any other refusal, and asks for no columns', async () => {
    sent.answers = [new Problem(422, { code: 'registry.import_unreadable' })]
    await choose()
    expect(await screen.findByText(/XLSX, XLS or CSV with headings/)).toBeTruthy()
    expect(screen.queryByText('Import with these columns')).toBeNull()
  })
})
