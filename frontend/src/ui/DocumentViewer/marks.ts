/** The notes on the open document, and the rectangle that is being drawn: shared by pages and list. */
import { createContext, useContext } from 'react'
import type { Note, Rectangle } from './model'

export interface Marks {
  notes: readonly Note[]
  chosen: string | null
  choose: (note: Note) => void
  /** Whether the pointer draws a rectangle now. */
  drawing: boolean
  drawn: (page: number, rectangle: Rectangle) => void
  /** Drawn and not yet kept. */
  open: { page: number; rectangle: Rectangle | null } | null
}

export const MarksContext = createContext<Marks>({
  notes: [], chosen: null, choose: () => undefined, drawing: false, drawn: () => undefined, open: null,
})

export const useMarks = () => useContext(MarksContext)
