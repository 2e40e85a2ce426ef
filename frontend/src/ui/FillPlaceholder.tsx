/** Deposit a document and put it in force as the next version of its placeholder. */
import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import { api, ok } from '../api/client'
import type { components } from '../api/schema'
import FormProblem from './FormProblem'
import UploadBox from './UploadBox'

interface Props {
  place: Pick<components['schemas']['PlaceholderIn'], 'kind' | 'year' | 'subject'>
  label: string
  shown?: string
  /** Whether what may be brought stands elsewhere on the page. */
  limitsSaid?: boolean
  onPlaced?: (documentId: string) => void
}

export default function FillPlaceholder({ place, label, shown, limitsSaid = false, onPlaced }: Props) {
  const client = useQueryClient()
  const [error, setError] = useState<unknown>(null)
  const put = async (document_id: string) => {
    setError(null)
    try {
      const { kind, year, subject } = place
      const { id } = await ok(api.POST('/api/v1/placeholders', { body: { kind, year, subject } }))
      const path = { placeholder_id: id }
      await ok(api.POST('/api/v1/placeholders/{placeholder_id}/versions', { params: { path }, body: { document_id, note: '' } }))
      onPlaced?.(document_id)
      await client.invalidateQueries()
    } catch (problem) {
      setError(problem)
    }
  }
  return (
    <>
      <UploadBox kind={place.kind} label={label} shown={shown} limitsSaid={limitsSaid} onUploaded={(file) => void put(file.id)} />
      <FormProblem error={error} />
    </>
  )
}
