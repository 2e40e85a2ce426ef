// @vitest-environment jsdom
/** What takes its own button away leaves the focus on the page; a dialog that stays open keeps its own. */
import { cleanup, render, screen, waitFor } from '@testing-library/react'
import { afterEach, expect, it } from 'vitest'
import { useFocusKept } from '../keepFocus'

function Page({ button, dialog = false }: { button: boolean; dialog?: boolean }) {
  useFocusKept()
  return (
    <>
      <main id="content" tabIndex={-1}>{button && !dialog && <button type="button">take</button>}<button type="button">stay</button></main>
      {dialog && <div role="dialog" aria-modal="true">{button && <button type="button">take</button>}</div>}
    </>
  )
}

afterEach(cleanup)

it('goes to the page when what had it is gone', async () => {
  const { rerender } = render(<Page button />)
  screen.getByText('take').focus()
  rerender(<Page button={false} />)
  await waitFor(() => expect(document.activeElement?.id).toBe('content'))
})

it('stays where it is when something else goes', async () => {
  const { rerender } = render(<Page button />)
  screen.getByText('take').focus()
  screen.getByText('stay').focus()
  rerender(<Page button={false} />)
  await new Promise((done) => setTimeout(done, 20))
  expect(document.activeElement?.textContent).toBe('stay')
})

it('is not drawn out of an open dialog', async () => {
  const { rerender } = render(<Page button dialog />)
  screen.getByText('take').focus()
  rerender(<Page button={false} dialog />)
  await new Promise((done) => setTimeout(done, 20))
  expect(document.activeElement?.id).not.toBe('content')
})
