/** Records that a few letters find, by what the reader's organisation works with. */
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { api, ok } from '../../api/client'
import { useMe } from '../../lib/permissions'

export interface Found {
  to: string
  name: string
  /** Under `nav.found`. */
  what: 'application' | 'asset' | 'firm' | 'organisation' | 'submission'
}

/** Of each kind of record; the list itself shows more. */
const FEW = 5
const SETTLE_MS = 250
const LEAST = 2

type Finder = (q: string) => Promise<Found[]>

const applications = (home: string): Finder => async (q) =>
  (await ok(api.GET('/api/v1/loan-applications', { params: { query: { q, limit: FEW } } }))).items.map((each) => ({
    to: `${home}/${each.id}`, what: 'application', name: `${each.number} · ${home === '/b/queue' ? each.applicant.name : each.lender.name}`,
  }))

const FINDERS: Record<string, readonly Finder[]> = {
  firm: [
    applications('/e/loans'),
    async (q) => (await ok(api.GET('/api/v1/portfolio/assets', { params: { query: { q, limit: FEW } } }))).items.map((each) => ({
      to: `/e/ip/${each.id}`, what: 'asset', name: `${each.label} · ${each.title ?? ''}`,
    })),
  ],
  bank: [applications('/b/queue')],
  district: [
    async (q) => (await ok(api.GET('/api/v1/cultivation-library', { params: { query: { text: q, limit: FEW } } }))).items.map((each) => ({
      to: `/d/library/${each.credit_code}`, what: 'firm', name: each.firm_name,
    })),
  ],
  operator: [
    async (q) => (await ok(api.GET('/api/v1/operator/organisations', { params: { query: { q, limit: FEW } } }))).items.map((each) => ({
      to: `/o/orgs?q=${encodeURIComponent(each.name)}`, what: 'organisation', name: each.name,
    })),
  ],
  insurer: [
    async (q) => (await ok(api.GET('/api/v1/submissions', { params: { query: { q, limit: FEW } } }))).items.map((each) => ({
      to: `/i/submissions/${each.id}`, what: 'submission', name: `${each.number} · ${each.firm}`,
    })),
  ],
}

/** What is found, what failed to be asked left out: one list that is down hides no page. */
export function useFound(text: string) {
  const { organisation } = useMe()
  const [q, setQ] = useState('')
  useEffect(() => {
    const wait = setTimeout(() => setQ(text.trim()), SETTLE_MS)
    return () => clearTimeout(wait)
  }, [text])
  const finders = FINDERS[organisation.kind] ?? []
  const enabled = q.length >= LEAST && finders.length > 0
  const asked = useQuery({
    queryKey: ['palette', organisation.kind, q],
    queryFn: async () => {
      const answers = await Promise.allSettled(finders.map((find) => find(q)))
      return answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []))
    },
    enabled,
    placeholderData: keepPreviousData,
  })
  return { found: enabled && text.trim().length >= LEAST ? (asked.data ?? []) : [], busy: enabled && asked.isFetching }
}
