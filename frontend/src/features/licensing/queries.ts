/** What the pages of licensing ask for, and what they do. */
import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { api, ok } from '../../api/client'
import type { components } from '../../api/schema'
import { useMutation } from '../../lib/useMutation'
import type { Asked, DealIn, InquiryState, OfferIn, OfferState } from './model'

type Schemas = components['schemas']
const MODULE = 'licensing'

export interface Paged {
  cursor?: string | undefined
}

const query = ({ q, ...groups }: Asked) => ({
  ...(q ? { q } : {}),
  ...(groups as { kind?: Schemas['MarketKind'][]; price_form?: Schemas['PriceForm'][]; industry?: string[]; ipc?: string[]; division?: string[] }),
})

export const useListings = (asked: Asked, more: Paged & { sort: Schemas['Sort'] }) =>
  useQuery({
    queryKey: [MODULE, 'listMarketListings', asked, more],
    queryFn: () => ok(api.GET('/api/v1/market/listings', { params: { query: { ...query(asked), ...more } } })),
    placeholderData: keepPreviousData,
  })

export const useFacets = (asked: Asked) =>
  useQuery({
    queryKey: [MODULE, 'listMarketFacets', asked],
    queryFn: () => ok(api.GET('/api/v1/market/facets', { params: { query: query(asked) } })),
    placeholderData: keepPreviousData,
  })

export const useListing = (listing_id: string) =>
  useQuery({
    queryKey: [MODULE, 'getMarketListing', listing_id],
    queryFn: () => ok(api.GET('/api/v1/market/listings/{listing_id}', { params: { path: { listing_id } } })),
    enabled: listing_id !== '',
  })

export const useOffers = (asked: Paged & { state?: OfferState | undefined; limit?: number }) =>
  useQuery({
    queryKey: [MODULE, 'listLicenceOffers', asked],
    queryFn: () => ok(api.GET('/api/v1/licence-offers', { params: { query: asked } })),
    placeholderData: keepPreviousData,
  })

export const useOffer = (licence_offer_id: string) =>
  useQuery({
    queryKey: [MODULE, 'getLicenceOffer', licence_offer_id],
    queryFn: () => ok(api.GET('/api/v1/licence-offers/{licence_offer_id}', { params: { path: { licence_offer_id } } })),
    enabled: licence_offer_id !== '',
  })

export const saveOffers = (state?: OfferState) =>
  ok(api.GET('/api/v1/licence-offers/export.xlsx', { params: { query: { state } }, parseAs: 'blob' })) as Promise<Blob>

export const saveInquiries = (state?: InquiryState) =>
  ok(api.GET('/api/v1/inquiries/export.xlsx', { params: { query: { state } }, parseAs: 'blob' })) as Promise<Blob>

export const saveLicences = (unrecorded: boolean) =>
  ok(api.GET('/api/v1/licences/export.xlsx', { params: { query: { unrecorded } }, parseAs: 'blob' })) as Promise<Blob>

export const useInquiries = (asked: Paged & { state?: InquiryState | undefined; limit?: number }) =>
  useQuery({
    queryKey: [MODULE, 'listInquiries', asked],
    queryFn: () => ok(api.GET('/api/v1/inquiries', { params: { query: asked } })),
    placeholderData: keepPreviousData,
  })

export const useInquiry = (inquiry_id: string) =>
  useQuery({
    queryKey: [MODULE, 'getInquiry', inquiry_id],
    queryFn: () => ok(api.GET('/api/v1/inquiries/{inquiry_id}', { params: { path: { inquiry_id } } })),
    // The other side writes too.
    refetchInterval: 30_000,
  })

export const useLicences = (asked: Paged & { unrecorded?: boolean; limit?: number }) =>
  useQuery({
    queryKey: [MODULE, 'listLicences', asked],
    queryFn: () => ok(api.GET('/api/v1/licences', { params: { query: asked } })),
    placeholderData: keepPreviousData,
  })

export const useLicence = (licence_id: string) =>
  useQuery({
    queryKey: [MODULE, 'getLicence', licence_id],
    queryFn: () => ok(api.GET('/api/v1/licences/{licence_id}', { params: { path: { licence_id } } })),
    enabled: licence_id !== '',
  })

const offerPath = (licence_offer_id: string) => ({ params: { path: { licence_offer_id } } })
const inquiryPath = (inquiry_id: string) => ({ params: { path: { inquiry_id } } })

function useDone() {
  const cache = useQueryClient()
  return () => cache.invalidateQueries({ queryKey: [MODULE] })
}

export function useOfferActs() {
  const onSuccess = useDone()
  return {
    save: useMutation({
      onSuccess,
      mutationFn: ({ id, body }: { id: string; body: OfferIn }) =>
        id === '' ? ok(api.POST('/api/v1/licence-offers', { body })) : ok(api.POST('/api/v1/licence-offers/{licence_offer_id}/revision', { ...offerPath(id), body })),
    }),
    publish: useMutation({
      // A refusal too says what the checklist finds today.
      onSettled: onSuccess,
      mutationFn: (id: string) => ok(api.POST('/api/v1/licence-offers/{licence_offer_id}/publication', offerPath(id))),
    }),
    withdraw: useMutation({ onSuccess, mutationFn: (id: string) => ok(api.POST('/api/v1/licence-offers/{licence_offer_id}/withdrawal', offerPath(id))) }),
  }
}

export const useInquire = () => {
  const onSuccess = useDone()
  return useMutation({ onSuccess, mutationFn: (body: Schemas['InquiryIn']) => ok(api.POST('/api/v1/inquiries', { body })) })
}

export function useInquiryActs(id: string) {
  const done = useDone()
  return {
    write: useMutation({ onSuccess: done, mutationFn: (body: Schemas['InquiryMessageIn']) => ok(api.POST('/api/v1/inquiries/{inquiry_id}/messages', { ...inquiryPath(id), body })) }),
    propose: useMutation({ onSuccess: done, mutationFn: (body: DealIn) => ok(api.POST('/api/v1/inquiries/{inquiry_id}/proposal', { ...inquiryPath(id), body })) }),
    agree: useMutation({
      // Refused because the terms have changed: the newest ones are read at once.
      onSettled: done,
      mutationFn: (proposal: number) => ok(api.POST('/api/v1/inquiries/{inquiry_id}/agreement', { ...inquiryPath(id), body: { proposal } })),
    }),
    refuse: useMutation({ onSettled: done, mutationFn: (body: Schemas['InquiryReasonIn']) => ok(api.POST('/api/v1/inquiries/{inquiry_id}/refusal', { ...inquiryPath(id), body })) }),
  }
}

export const useRecord = (licence_id: string) => {
  const onSuccess = useDone()
  return useMutation({
    onSuccess,
    mutationFn: (body: Schemas['LicenceRecordalIn']) => ok(api.POST('/api/v1/licences/{licence_id}/recordal', { params: { path: { licence_id } }, body })),
  })
}
