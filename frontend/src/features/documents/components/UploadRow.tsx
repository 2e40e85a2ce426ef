/** One upload: how far it is, in bytes and percent, and what can be done with it. */
import { Button, Progress, Select } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { sizeText } from '../../../lib/size'
import { hasWords, sentenceFor } from '../../../api/problem'
import UploadSpeed from '../../../ui/UploadSpeed'
import { BROUGHT } from '../model'
import { useBase } from '../queries'
import { canGoOn, type Item, percentOf } from '../uploads/model'
import { uploads } from '../uploads/store'
import { TYPES } from './UploadPanel'

export default function UploadRow({ item }: { item: Item }) {
  const { t } = useTranslation()
  const base = useBase()
  const input = useRef<HTMLInputElement>(null)
  const [wrong, setWrong] = useState(false)
  const { key, state, problem } = item
  const again = state === 'lost' || (canGoOn(item) && item.file === null)
  const begun = state !== 'chosen' && (state !== 'failed' || canGoOn(item))
  const called = { name: item.name }
  return (
    <li className="vt-upload" data-state={state}>
      <div className="vt-upload-line">
        <span className="vt-name">
          {item.documentId ? <Link to={`${base}/${item.documentId}`}>{item.name}</Link> : <strong>{item.name}</strong>}
        </span>
        {state === 'chosen' ? (
          <Select value={item.kind} onChange={(kind) => uploads.setKind(key, kind)} className="vt-kind"
            aria-label={t('vault.upload.kind_of', called)}
            options={BROUGHT.map((value) => ({ value, label: t(`vault.kind.${value}`) }))} />
        ) : <span className="zr-sub">{t(`vault.kind.${item.kind}`)}</span>}
        {begun && state !== 'done'
          ? <UploadSpeed sent={item.sent} size={item.size} pace={state === 'sending' ? item.pace : null} />
          : <span className="num">{sizeText(item.size)}</span>}
        <span className="vt-acts">
          {state === 'sending' && <Button onClick={() => uploads.pause(key)} aria-label={t('common.upload.pause_of', called)}>{t('common.upload.pause')}</Button>}
          {(state === 'paused' || (canGoOn(item) && item.file)) && (
            <Button type="primary" onClick={() => uploads.resume(key)} aria-label={t('common.upload.resume_of', called)}>{t('common.upload.resume')}</Button>
          )}
          {again && (
            <>
              <input ref={input} type="file" accept={TYPES} className="zr-hidden" tabIndex={-1} aria-label={t('vault.upload.again_of', called)}
                onChange={(event) => {
                  const file = event.target.files?.[0]
                  if (file) setWrong(!uploads.resume(key, file))
                  event.target.value = ''
                }} />
              <Button type="primary" onClick={() => input.current?.click()}>{t('vault.upload.again')}</Button>
            </>
          )}
          <Button onClick={() => void uploads.remove(key)}
            aria-label={t(state === 'done' ? 'vault.upload.hide_of' : 'common.upload.cancel_of', called)}>
            {t(state === 'done' || !begun ? 'vault.upload.hide' : 'common.upload.cancel')}
          </Button>
        </span>
      </div>
      {begun && (
        <div className="vt-bar">
          <Progress percent={percentOf(item)} size="small" aria-label={t('common.upload.progress_of', called)}
            status={state === 'failed' ? 'exception' : state === 'done' ? 'success' : 'normal'} />
        </div>
      )}
      <div className="zr-sub" role="status">
        {state === 'sending' && problem ? t('common.upload.trouble', { why: t(problem.status === 0 ? 'common.upload.no_network' : 'common.upload.no_server') })
          : state === 'failed' ? '' : t(`vault.upload.state.${state}`)}
      </div>
      {state === 'failed' && problem && (
        <div className="zr-problem" role="alert">
          {hasWords(problem.code, t) ? sentenceFor(problem.code, t, problem.facts) : t('vault.upload.failed', { status: problem.status })}
        </div>
      )}
      {wrong && <div className="zr-problem" role="alert">{t('vault.upload.wrong', { name: item.name, size: sizeText(item.size) })}</div>}
    </li>
  )
}
