import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import FormProblem from '../../../ui/FormProblem'
import Panel from '../../../ui/Panel'
import FirmFields from '../../../ui/need/FirmFields'
import MoneyFields from '../../../ui/need/MoneyFields'
import OpenSummary from '../../../ui/need/OpenSummary'
import RightsPicker from '../../../ui/need/RightsPicker'
import Unread from '../../../ui/Unread'
import { openFields, requestOf, type NeedDraft, type NeedField } from '../../../lib/need'
import { useKeptDraft } from '../../../lib/useKeptDraft'
import type { FinancingRequest } from '../model'
import { useAssetChoice } from '../../../api/choices'
import { useSaveRequest } from '../queries'
import DocumentChoice from './DocumentChoice'

interface Props {
  id: string
  start: NeedDraft
  /** Under which name what is typed is kept on this device. */
  keepAs: string
  readOnly: boolean
  onSaved: (request: FinancingRequest) => void
}

export default function RequestForm({ id, start, keepAs, readOnly, onSaved }: Props) {
  const { t } = useTranslation()
  const kept = useKeptDraft<NeedDraft>(keepAs, start)
  const [shown, setShown] = useState<NeedField[]>([])
  const [attempt, setAttempt] = useState(0)
  const [q, setQ] = useState('')
  const assets = useAssetChoice(q)
  const save = useSaveRequest(id)
  const draft = kept.value
  const open = shown.filter((field) => openFields(draft).includes(field))
  const change = (part: Partial<NeedDraft>) => kept.set({ ...draft, ...part })

  const submit = () => {
    const body = requestOf(draft)
    if (body === null) {
      setShown(openFields(draft))
      setAttempt(attempt + 1)
      return
    }
    save.mutate(body, { onTaken: kept.drop, onSuccess: onSaved })
  }
  const label = (field: NeedField) => {
    if (field === 'rights') return t('listing.need.rights.title')
    if (field === 'amount' || field === 'term' || field === 'use')
      return t(`listing.need.${field}.label`)
    return t(`listing.need.facts.${field}`)
  }

  return (
    <form
      className="ls-form"
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      {kept.restoredAt && (
        <p role="status" className="ls-restored">
          {t('listing.request.local', { time: kept.restoredAt })}{' '}
          <Button type="link" onClick={kept.reset}>
            {t('listing.request.dropLocal')}
          </Button>
        </p>
      )}
      {open.length > 0 && (
        <OpenSummary
          key={attempt}
          title={t('listing.request.errors', { n: open.length })}
          items={open.map((field) => ({ id: `need-${field}`, label: label(field) }))}
        />
      )}
      <fieldset disabled={readOnly} className="ls-plain">
        <Panel>
          <Unread of={[assets]} />
          <RightsPicker
            id="need-rights"
            words="listing.need.rights"
            kindWords="listing.kind"
            items={assets.data?.pages.flatMap((page) => page.items) ?? []}
            loading={assets.isFetching}
            hasMore={assets.hasNextPage}
            onMore={() => void assets.fetchNextPage()}
            onSearch={setQ}
            chosen={draft.rightIds}
            onChange={(rightIds) => change({ rightIds })}
            usedSince={draft.usedSince}
            onUsedSince={(right, day) =>
              change({ usedSince: { ...draft.usedSince, [right]: day } })
            }
            invalid={open.includes('rights')}
          />
          {open.includes('rights') && (
            <div className="field-error">{t('listing.need.rights.none')}</div>
          )}
        </Panel>
        <Panel title={t('listing.request.sections.money')}>
          <MoneyFields
            words="listing.need"
            useWords="listing.use"
            draft={draft}
            open={open}
            onChange={change}
          />
        </Panel>
        <Panel title={t('listing.need.facts.title')} sub={t('listing.need.facts.sub')}>
          <FirmFields
            words="listing.need"
            sectorWords="listing.sector"
            tagWords="listing.tag"
            draft={draft}
            open={open}
            onChange={change}
          />
        </Panel>
        <Panel title={t('listing.request.sections.documents')}>
          <DocumentChoice
            chosen={draft.documentIds}
            onChange={(documentIds) => change({ documentIds })}
          />
        </Panel>
      </fieldset>
      {save.isError && <FormProblem error={save.error} />}
      {!readOnly && (
        <div className="ls-submit">
          <span className="muted" aria-live="polite">
            {kept.keptAt && t('listing.request.saved', { time: kept.keptAt })}
          </span>
          <Button type="primary" htmlType="submit" size="large" loading={save.isPending}>
            {t('listing.request.save')}
          </Button>
        </div>
      )}
    </form>
  )
}
