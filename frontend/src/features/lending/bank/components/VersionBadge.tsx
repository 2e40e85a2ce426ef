/** Which version of a document went with the application, and whether the firm has a newer one. */
import { useQuery } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import { api, ok } from '../../../../api/client'
import type { components } from '../../../../api/schema'
import { Flag } from './Parts'

type Frozen = components['schemas']['FrozenOut']

/** What the application froze, by document. */
export function useFrozen(application_id: string): Map<string, Frozen> {
  const { data } = useQuery({
    queryKey: ['lending', 'checklist', application_id],
    queryFn: () => ok(api.GET('/api/v1/loan-applications/{application_id}/checklist', { params: { path: { application_id } } })),
  })
  const asked = data?.items.flatMap((item) => (item.frozen ? [item.frozen] : [])) ?? []
  return new Map([...(data?.others ?? []), ...asked].map((each) => [each.document_id, each]))
}

export function VersionBadge({ frozen }: { frozen: Frozen | undefined }) {
  const { t } = useTranslation()
  if (frozen === undefined || frozen.n === null) return null
  return (
    <>
      <Flag level="plain">{t('bank.documents.version', { n: frozen.n })}</Flag>{' '}
      {frozen.newer && <Flag level="warn">{t('bank.documents.newer', { n: frozen.newer.n })}</Flag>}
    </>
  )
}
