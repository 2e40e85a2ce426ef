import { Button, Select, Steps } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useSearchParams } from 'react-router'
import FormProblem from '../../../../ui/FormProblem'
import Panel from '../../../../ui/Panel'
import FirmFields from '../../../../ui/need/FirmFields'
import MoneyFields from '../../../../ui/need/MoneyFields'
import OpenSummary from '../../../../ui/need/OpenSummary'
import RightsPicker from '../../../../ui/need/RightsPicker'
import { openFields, requestOf, type NeedDraft, type NeedField } from '../../../../lib/need'
import { useKeptDraft } from '../../../../lib/useKeptDraft'
import type { components } from '../../../../api/schema'
import { useSaveRequest } from '../actions'
import { useAssetChoice } from '../../../../api/choices'
import { useMatches } from '../queries'
import ConsentStep from './ConsentStep'
import CostBox from './CostBox'
import DocumentsStep from './DocumentsStep'

type FinancingRequest = components['schemas']['FinancingRequestOut']

interface Props {
  request: FinancingRequest | undefined
  start: NeedDraft
  earlier: FinancingRequest[]
}

const P = 'lending_enterprise.new'
const STEPS = ['assets', 'money', 'documents', 'consent'] as const
const AUTOSAVE = 5000

/** Four steps over one set of data; saved on this device at once and on the server every 5 s. */
export default function NewLoan({ request, start, earlier }: Props) {
  const { t } = useTranslation()
  const [search, setSearch] = useSearchParams()
  const step = Math.min(Math.max(Number(search.get('step') ?? '1') - 1, 0), STEPS.length - 1)
  const [products, setProducts] = useState(() =>
    (search.get('products') ?? '').split(',').filter((id) => id !== ''),
  )
  const [requestId, setRequestId] = useState(request?.id ?? '')
  const kept = useKeptDraft<NeedDraft>(`loan.${request?.id ?? 'new'}`, start)
  const draft = kept.value
  const [shown, setShown] = useState<NeedField[]>([])
  const [attempt, setAttempt] = useState(0)
  const [q, setQ] = useState('')
  const assets = useAssetChoice(q)
  const save = useSaveRequest()
  const matches = useMatches(requestId)
  const sent = useRef(JSON.stringify(request ? requestOf(start) : null))
  /** What is there when an answer comes may be newer than when it was asked for. */
  const now = useRef({ draft, search, id: requestId, here: true })
  useEffect(() => { Object.assign(now.current, { draft, search }) })
  useEffect(() => {
    const { current } = now
    current.here = true
    return () => { current.here = false }
  }, [])
  const running = useRef<Promise<unknown> | null>(null)
  /** Stored or refused; a refusal is not asked for again by itself. */
  const tried = useRef(sent.current)
  const open = shown.filter((field) => openFields(draft).includes(field))
  const change = (part: Partial<NeedDraft>) => kept.set({ ...draft, ...part })

  const put = (changes: Record<string, string | null>) => {
    if (!now.current.here) return
    const next = new URLSearchParams(now.current.search)
    for (const [name, value] of Object.entries(changes)) {
      if (value === null) next.delete(name)
      else next.set(name, value)
    }
    now.current.search = next
    setSearch(next, { replace: true, preventScrollReset: true })
  }
  /** Store the need on the server, one answer after the other; what it changes in the URL, or null when it is not stored. */
  const store = async (): Promise<Record<string, string> | null> => {
    while (running.current) await running.current
    const body = requestOf(now.current.draft)
    if (body === null) return null
    const text = JSON.stringify(body)
    const begun = now.current.search.get('begun') ?? (request ? request.id : 'new')
    if (text === sent.current && now.current.id !== '') return { request: now.current.id, begun }
    const asked = save.mutateAsync({ id: now.current.id, body }).catch(() => null)
    running.current = asked
    const saved = await asked
    running.current = null
    tried.current = text
    if (saved === null) return null
    sent.current = text
    now.current.id = saved.id
    setRequestId(saved.id)
    // What was typed meanwhile is stored next, and kept here until then.
    if (requestId === '' || JSON.stringify(requestOf(now.current.draft)) === text) kept.drop()
    return { request: saved.id, begun }
  }

  useEffect(() => {
    if (requestOf(draft) === null || save.isPending) return undefined
    if ([sent.current, tried.current].includes(JSON.stringify(requestOf(draft)))) return undefined
    const wait = setTimeout(() => void store().then((changes) => changes && put(changes)), AUTOSAVE)
    return () => clearTimeout(wait)
    // The wait begins anew with each change of the draft and with each answer, and with nothing else.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [draft, save.isPending])

  const OF_STEP: NeedField[][] = [
    ['rights'],
    ['amount', 'term', 'use', 'established_on', 'headcount', 'revenue', 'sector', 'first_time_borrower', 'has_basic_account', 'credit_report_consent', 'prior_revenue'],
  ]
  const go = async (to: number) => {
    const before = OF_STEP.slice(0, to).flat()
    const missing = openFields(draft).filter((field) => before.includes(field))
    if (to > step && missing.length > 0) {
      setShown(missing)
      setAttempt(attempt + 1)
      if (missing.includes('rights')) put({ step: '1' })
      return
    }
    const stored = to >= 2 ? await store() : {}
    if (stored === null) return
    put({ ...stored, step: String(to + 1) })
    window.scrollTo({ top: 0 })
  }
  const label = (field: NeedField) =>
    field === 'rights'
      ? t('lending_enterprise.need.rights.title')
      : ['amount', 'term', 'use'].includes(field)
        ? t(`lending_enterprise.need.${field}.label`)
        : t(`lending_enterprise.need.facts.${field}`)

  return (
    <>
      <Steps
        size="small"
        className="le-steps"
        current={step}
        onChange={(to) => void go(to)}
        items={STEPS.map((name) => ({ title: t(`${P}.steps.${name}`) }))}
      />
      <p className="le-saved muted" aria-live="polite">
        {save.isPending
          ? t(`${P}.saving`)
          : kept.keptAt
            ? t(`${P}.saved`, { time: kept.keptAt })
            : kept.restoredAt
              ? t(`${P}.restored`, { time: kept.restoredAt })
              : ''}
        {(kept.restoredAt || kept.keptAt) && requestId === '' && (
          <Button type="link" size="small" onClick={kept.reset}>
            {t(`${P}.discard`)}
          </Button>
        )}
      </p>
      {save.isError && <FormProblem error={save.error} />}
      <div className="le-new">
        <div className="le-stack">
          {open.length > 0 && (
            <OpenSummary
              key={attempt}
              title={t(`${P}.errors`, { n: open.length })}
              items={open.map((field) => ({ id: `need-${field}`, label: label(field) }))}
            />
          )}
          {step === 0 && (
            <Panel>
              {requestId === '' && earlier.length > 0 && (
                <Select
                  className="le-earlier"
                  aria-label={t(`${P}.startFrom`)}
                  placeholder={t(`${P}.startFrom`)}
                  options={earlier.map((each) => ({ value: each.id, label: each.number }))}
                  onChange={(id: string) => put({ request: id, begun: null })}
                />
              )}
              <RightsPicker
                id="need-rights"
                words="lending_enterprise.need.rights"
                kindWords="lending_enterprise.kind"
                items={assets.data?.pages.flatMap((page) => page.items) ?? []}
                loading={assets.isFetching}
                hasMore={assets.hasNextPage}
                onMore={() => void assets.fetchNextPage()}
                onSearch={setQ}
                chosen={draft.rightIds}
                onChange={(rightIds) => change({ rightIds })}
                usedSince={draft.usedSince}
                onUsedSince={(id, day) =>
                  change({ usedSince: { ...draft.usedSince, [id]: day } })
                }
                invalid={open.includes('rights')}
              />
            </Panel>
          )}
          {step === 1 && (
            <>
              <Panel title={t(`${P}.steps.money`)}>
                <MoneyFields
                  words="lending_enterprise.need"
                  useWords="lending_enterprise.use"
                  draft={draft}
                  open={open}
                  onChange={change}
                />
              </Panel>
              <Panel
                title={t('lending_enterprise.need.facts.title')}
                sub={t('lending_enterprise.need.facts.sub')}
              >
                <FirmFields
                  words="lending_enterprise.need"
                  sectorWords="lending_enterprise.sector"
                  tagWords="lending_enterprise.tag"
                  draft={draft}
                  open={open}
                  onChange={change}
                />
              </Panel>
            </>
          )}
          {step === 2 && (
            <DocumentsStep
              chosen={draft.documentIds}
              onChange={(documentIds) => change({ documentIds })}
              matches={matches.data?.items ?? []}
              products={products}
            />
          )}
          {step === 3 && (
            <ConsentStep requestId={requestId} products={products} documentIds={draft.documentIds} />
          )}
          <div className="le-nav">
            {step > 0 && <Button onClick={() => void go(step - 1)}>{t(`${P}.nav.back`)}</Button>}
            {step < STEPS.length - 1 && (
              <Button type="primary" loading={save.isPending} onClick={() => void go(step + 1)}>
                {t(`${P}.nav.next`)}
              </Button>
            )}
          </div>
        </div>
        <CostBox
          matches={matches.data}
          isPending={requestId !== '' && matches.isPending}
          chosen={products}
          onChange={(ids) => {
            setProducts(ids)
            put({ products: ids.length > 0 ? ids.join(',') : null })
          }}
        />
      </div>
    </>
  )
}
