// @vitest-environment jsdom
/** A dialog that goes on a busy machine, where what comes after a drawing comes late. */
import { screen, waitFor } from '@testing-library/react'
import { useEffect, useState } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { afterEach, expect, it, vi } from 'vitest'
import { useFocusBack, useFocusKept } from '../keepFocus'

/** React takes the one that is there when it is first read. */
const LATE_MS = vi.hoisted(() => {
  vi.stubGlobal('setImmediate', (task: () => void) => setTimeout(task, 30))
  return 30
})
const late = () => new Promise((done) => setTimeout(done, 4 * LATE_MS))

let root: Root
let leave: () => void
const hear = (close: () => void) => { leave = close }

function Dialog() {
  useFocusBack()
  return <div role="dialog" aria-modal="true"><input aria-label="reason" /></div>
}

function Page({ tell }: { tell: (close: () => void) => void }) {
  const [open, setOpen] = useState(false)
  useFocusKept()
  useEffect(() => tell(() => setOpen(false)), [tell])
  return (
    <main id="content" tabIndex={-1}>
      <button type="button" onClick={() => setOpen(true)}>open</button>
      {open && <Dialog />}
    </main>
  )
}

afterEach(() => root.unmount())

it('gives the focus back to what opened it, not to the page', async () => {
  root = createRoot(document.body.appendChild(document.createElement('div')))
  root.render(<Page tell={hear} />)
  const opener = await screen.findByText('open')
  await late()
  opener.focus()
  opener.click()
  const field = await screen.findByLabelText('reason')
  await late()
  field.focus()
  leave()
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  await late()
  expect(document.activeElement).toBe(opener)
})
