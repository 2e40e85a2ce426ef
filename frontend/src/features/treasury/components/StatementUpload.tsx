/** Brings in a statement of the bank: progress while it is sent, a refusal with its row and what would pass. */
import { UploadOutlined } from '@ant-design/icons'
import { Button, Progress, Select } from 'antd'
import { useId, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import FormProblem from '../../../ui/FormProblem'
import Panel from '../../../ui/Panel'
import { type Statement, useBankAccounts, useImport } from '../queries'

export default function StatementUpload() {
  const { t } = useTranslation()
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const accounts = (useBankAccounts().data?.items ?? []).filter((each) => !each.closed_at)
  const [chosen, setChosen] = useState<string>()
  const account = chosen ?? accounts[0]?.id
  const bring = useImport()
  const [share, setShare] = useState(0)
  const [done, setDone] = useState<Statement | null>(null)
  const send = (file: File | undefined) => {
    if (!file || !account) return
    setDone(null)
    setShare(0)
    bring.mutate({ account_id: account, file, onProgress: setShare }, { onSuccess: setDone })
  }
  if (accounts.length === 0) return <Panel title={t('money.upload.title')}><p>{t('money.upload.noAccount')} <Link to="/o/money/accounts">{t('money.accounts.title')}</Link></p></Panel>
  return (
    <Panel title={t('money.upload.title')} sub={t('money.upload.sub')}>
      <div className="mo-stack">
        <div className="mo-line mo-start">
          <label htmlFor={`${id}-account`}>{t('money.upload.account')}</label>
          <Select id={`${id}-account`} value={account} onChange={setChosen} style={{ minWidth: 280, maxWidth: '100%' }}
            options={accounts.map((each) => ({ value: each.id, label: `${each.account_name} · ${each.account_number.slice(-4)}` }))} />
          <input ref={input} id={`${id}-file`} type="file" accept=".csv,.xlsx" className="zr-hidden" tabIndex={-1} aria-label={t('money.upload.file')}
            onChange={(event) => {
              send(event.target.files?.[0])
              event.target.value = ''
            }} />
          <Button type="primary" icon={<UploadOutlined aria-hidden />} loading={bring.isPending} onClick={() => input.current?.click()}>{t('money.upload.run')}</Button>
        </div>
        {bring.isPending && (
          <div role="status">
            <Progress percent={Math.min(99, Math.floor(share * 100))} size="small" aria-label={t('money.upload.progress')} />
            <span className="zr-sub">{t(share < 1 ? 'money.upload.sending' : 'money.upload.reading')}</span>
          </div>
        )}
        <FormProblem error={bring.error} />
        {done && (
          <p role="status">
            {done.repeated ? t('money.upload.repeated') : t('money.upload.done', { rows: done.rows, known: done.known_rows, fresh: done.rows - done.known_rows })}{' '}
            <Link to={`/o/money/statements/${done.id}`}>{t('money.upload.open')}</Link>
          </p>
        )}
      </div>
    </Panel>
  )
}
