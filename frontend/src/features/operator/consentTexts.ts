/** The platform's own consent text: its versions, and the next one. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { api, ok } from '../../api/client'
import type { components } from '../../api/schema'
import { useMutation } from '../../lib/useMutation'

export type ConsentText = components['schemas']['PlatformConsentOut']
export type NewConsentText = components['schemas']['PlatformConsentIn']

/** Where the bank's name stands; the server refuses a text without it. */
export const LENDER = '{lender}'

export const lacksLender = (words: string): boolean => !words.includes(LENDER)

export function useConsentTexts(cursor: string | undefined) {
  return useQuery({
    queryKey: ['lending', 'consentTexts', cursor],
    queryFn: () => ok(api.GET('/api/v1/operator/consent-texts', { params: { query: { cursor, limit: 20 } } })),
  })
}

export function usePublishConsentText() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (body: NewConsentText) => ok(api.POST('/api/v1/operator/consent-texts', { body })),
    onSuccess: () => client.invalidateQueries({ queryKey: ['lending', 'consentTexts'] }),
  })
}
