/** All that the organisation owns, as one archive, fetched in pieces with its progress. */
import { useQuery } from '@tanstack/react-query'
import { Button, Progress } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { api, ok } from '../../../api/client'
import { offline } from '../../../api/problem'
import { sizeText } from '../../../lib/size'
import { today } from '../../../lib/dates'
import { saveFile } from '../../../lib/saveFile'
import ConfirmAction from '../../../ui/ConfirmAction'
import FormProblem from '../../../ui/FormProblem'
import Panel from '../../../ui/Panel'

/** Pieces are handed to the browser in blobs of this size: what it cannot hold it puts on disk. */
const HELD = 16 * 1024 * 1024

type Pieces = ReadableStream<Uint8Array<ArrayBuffer>>

async function gathered(pieces: Pieces, onBytes: (n: number) => void, signal: AbortSignal): Promise<Blob> {
  const reader = pieces.getReader()
  const stop = () => void reader.cancel()
  signal.addEventListener('abort', stop)
  let whole = new Blob([], { type: 'application/zip' })
  let held: Uint8Array<ArrayBuffer>[] = []
  let waiting = 0
  let got = 0
  for (;;) {
    const { done, value } = await reader.read().catch(() => {
      throw offline()
    })
    if (done) break
    held.push(value)
    waiting += value.length
    got += value.length
    onBytes(got)
    if (waiting >= HELD) {
      whole = new Blob([whole, ...held], { type: whole.type })
      held = []
      waiting = 0
    }
  }
  signal.removeEventListener('abort', stop)
  return new Blob([whole, ...held], { type: whole.type })
}

type State =
  | { at: 'rest' }
  | { at: 'running'; got: number }
  | { at: 'done'; name: string; size: number }
  | { at: 'stopped' }
  | { at: 'failed'; error: unknown }

export default function TakeAway({ organisation }: { organisation: { id: string; name: string } }) {
  const { t } = useTranslation()
  const [state, setState] = useState<State>({ at: 'rest' })
  const stop = useRef<AbortController | null>(null)
  const usage = useQuery({ queryKey: ['identity', 'vaultUsage'], queryFn: () => ok(api.GET('/api/v1/documents/usage')) })
  const about = usage.data?.used_bytes ?? 0
  useEffect(() => () => stop.current?.abort(), [])

  const receive = async (pieces: Pieces) => {
    const control = new AbortController()
    stop.current = control
    setState({ at: 'running', got: 0 })
    try {
      const file = await gathered(pieces, (got) => setState({ at: 'running', got }), control.signal)
      if (control.signal.aborted) {
        setState({ at: 'stopped' })
        return
      }
      const name = `${organisation.name}-${today()}.zip`
      saveFile(file, name)
      setState({ at: 'done', name, size: file.size })
    } catch (error) {
      setState(control.signal.aborted ? { at: 'stopped' } : { at: 'failed', error })
    }
  }
  /** The password is proven first: only then does the dialogue close and the archive come. */
  const begin = async (password: string) => {
    const path = { organisation_id: organisation.id }
    const answer = await ok(api.POST('/api/v1/organisations/{organisation_id}/export', { params: { path }, body: { password }, parseAs: 'stream' }))
    void receive(answer as Pieces)
  }
  const running = state.at === 'running'
  const share = running ? Math.min(99, Math.floor((100 * state.got) / Math.max(about, state.got, 1))) : 0
  return (
    <Panel title={t('identity.takeaway.title')}
      extra={running
        ? <Button onClick={() => stop.current?.abort()}>{t('identity.takeaway.stop')}</Button>
        : <ConfirmAction label={t('identity.takeaway.run')} title={t('identity.takeaway.ask')} text={t('identity.takeaway.askText')} asks="password" run={begin} />}>
      <p>{t('identity.takeaway.text')}</p>
      <p className="zr-sub">{t('identity.takeaway.logged')}</p>
      {running && (
        <>
          <Progress percent={share} status="active" aria-label={t('identity.takeaway.progress')} />
          <p className="zr-sub num">{t('identity.takeaway.running', { got: sizeText(state.got), about: sizeText(about) })}</p>
        </>
      )}
      <div aria-live="polite">
        {state.at === 'done' && <p>{t('identity.takeaway.done', { name: state.name, size: sizeText(state.size) })}</p>}
        {state.at === 'stopped' && <p>{t('identity.takeaway.stopped')}</p>}
      </div>
      {state.at === 'failed' && <FormProblem error={state.error} />}
    </Panel>
  )
}
