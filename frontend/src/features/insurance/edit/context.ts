/** The document under the editor's hands. */
import { createContext, useContext } from 'react'
import { type Doc, type Fault, type Json, drop, push, put, rename } from '../model/doc'

interface Editing {
  doc: Doc
  readOnly: boolean
  faults: readonly Fault[]
  change: (next: (doc: Doc) => Doc) => void
}

export const EditingContext = createContext<Editing | null>(null)

export function useEditing() {
  const editing = useContext(EditingContext)
  if (!editing) throw new Error('useEditing outside an editor')
  const { change } = editing
  return {
    ...editing,
    put: (path: string, value: Json) => change((doc) => put(doc, path, value)),
    drop: (path: string) => change((doc) => drop(doc, path)),
    push: (path: string, value: Json) => change((doc) => push(doc, path, value)),
    rename: (path: string, from: string, to: string) => change((doc) => rename(doc, path, from, to)),
  }
}
