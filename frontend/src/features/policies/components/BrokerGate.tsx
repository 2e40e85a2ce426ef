/** Before quotes are compared: the broker's notice and the note of needs, each shown, kept and confirmed. */
import { Button, Checkbox, Input } from 'antd'
import { useCallback, useEffect, useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useMutation } from '../../../lib/useMutation'
import { useNewest } from '../../../lib/useNewest'
import ErrorState from '../../../ui/ErrorState'
import FormProblem from '../../../ui/FormProblem'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import StaleDecision from '../../../ui/StaleDecision'
import { type Needs, NeedsText, type Notice, NoticeText } from '../../../ui/cover/BrokerText'
import { type BrokerPage, confirmBrokerPage, showBrokerPage } from '../queries'

type Kind = BrokerPage['kind']
export default function BrokerGate({ proposal, missing, done }: { proposal: string; missing: readonly Kind[]; done: () => void }) {
  const { t } = useTranslation()
  // Both may be on their way at once.
  const confirmed = useRef(new Set<Kind>())
  const ready = (kind: Kind) => {
    confirmed.current.add(kind)
    if (missing.every((each) => confirmed.current.has(each))) done()
  }
  return (
    <div className="pol-stack">
      <p>{t('policies.broker.text')}</p>
      {missing.includes('notice') && <NoticePage proposal={proposal} ready={() => ready('notice')} />}
      {missing.includes('needs') && <NeedsPage proposal={proposal} ready={() => ready('needs')} />}
    </div>
  )
}

function Confirm({ proposal, page, ready, again, words }: { proposal: string; page: BrokerPage; ready: () => void; again: () => void; words: string }) {
  const { t } = useTranslation()
  const confirm = useMutation({ mutationFn: () => confirmBrokerPage(proposal, page.id) })
  return (
    <>
      <Checkbox checked={confirm.isPending || confirm.isSuccess} disabled={confirm.isSuccess} onChange={() => confirm.mutate(undefined, { onSuccess: ready })}>{words}</Checkbox>
      <div className="zr-sub pol-hash">{t('policies.broker.kept', { hash: page.sha256 })}</div>
      <StaleDecision error={confirm.error} onTake={again} />
    </>
  )
}

function NoticePage({ proposal, ready }: { proposal: string; ready: () => void }) {
  const { t } = useTranslation()
  const [page, setPage] = useState<BrokerPage | null>(null)
  const [error, setError] = useState<unknown>(null)
  const ask = useNewest()
  const show = useCallback(() => {
    const isNewest = ask()
    setPage(null)
    setError(null)
    showBrokerPage(proposal, { kind: 'notice' }).then((shown) => { if (isNewest()) setPage(shown) }, (problem: unknown) => { if (isNewest()) setError(problem) })
  }, [proposal, ask])
  useEffect(show, [show])
  const content = page?.content as Notice | undefined
  return (
    <Panel title={t('policies.broker.notice')}>
      {error !== null && <ErrorState compact error={error} retry={show} />}
      {!page && error === null && <SkeletonRows rows={5} />}
      {page && content && <div className="pol-stack">
        <NoticeText of={content} />
        <Confirm key={page.id} proposal={proposal} page={page} ready={ready} again={show} words={t('policies.broker.notice_read')} />
      </div>}
    </Panel>
  )
}

function NeedsPage({ proposal, ready }: { proposal: string; ready: () => void }) {
  const { t } = useTranslation()
  const id = useId()
  const [said, setSaid] = useState('')
  const show = useMutation({ mutationFn: (words: string) => showBrokerPage(proposal, { kind: 'needs', said: words }) })
  const page = show.data
  const content = page?.content as Needs | undefined
  return (
    <Panel title={t('policies.broker.needs')}>
      <div className="pol-stack">
        {!content && <>
          <div className="zr-field">
            <label htmlFor={id}>{t('policies.broker.said')}</label>
            <Input.TextArea id={id} value={said} readOnly={show.isPending} maxLength={2000} autoSize={{ minRows: 3, maxRows: 8 }} onChange={(event) => setSaid(event.target.value)} />
          </div>
          <div><Button disabled={said.trim() === ''} loading={show.isPending} onClick={() => show.mutate(said)}>{t('policies.broker.write')}</Button></div>
        </>}
        <FormProblem error={show.error} />
        {page && content && <>
          <NeedsText of={content} />
          <Confirm key={page.id} proposal={proposal} page={page} ready={ready} again={() => show.mutate(said)} words={t('policies.broker.needs_right')} />
        </>}
      </div>
    </Panel>
  )
}
