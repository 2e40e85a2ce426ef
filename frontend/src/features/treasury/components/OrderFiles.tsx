/** Makes the file of approved orders that the bank is given, and keeps those that were made. */
import { DownloadOutlined } from '@ant-design/icons'
import { Button, Select } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDateTime } from '../../../lib/dates'
import FormProblem from '../../../ui/FormProblem'
import Money from '../../../ui/Money'
import Panel from '../../../ui/Panel'
import { useBankAccounts, useDesk, useOrderFiles } from '../queries'

export default function OrderFiles({ book }: { book?: 'client' }) {
  const { t } = useTranslation()
  const id = useId()
  const desk = useDesk()
  const accounts = (useBankAccounts().data?.items ?? []).filter((each) => !each.closed_at)
  const files = useOrderFiles().data?.items ?? []
  const [chosen, setChosen] = useState<string>()
  const account = chosen ?? (accounts.find((each) => each.book === book) ?? accounts[0])?.id
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const make = async () => {
    if (!account) return
    setBusy(true)
    setError(null)
    try {
      await desk.makeFile(account)
    } catch (problem) {
      setError(problem)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Panel title={t('money.files.title')} sub={t('money.files.sub')}>
      <div className="mo-stack">
        <div className="mo-line mo-start">
          <label htmlFor={id}>{t('money.files.account')}</label>
          <Select id={id} value={account} onChange={setChosen} style={{ minWidth: 280, maxWidth: '100%' }}
            options={accounts.map((each) => ({ value: each.id, label: [each.account_name, each.account_number.slice(-4), ...(each.currency === 'CNY' ? [] : [each.currency])].join(' · ') }))} />
          <Button loading={busy} onClick={() => void make()}>{t('money.files.make')}</Button>
        </div>
        <FormProblem error={error} />
        {files.length > 0 && (
          <ul className="mo-files">
            {files.map((each) => (
              <li key={each.id} className="mo-line">
                <span className="num">{formatDateTime(each.made_at)} · {t('money.files.orders', { n: each.orders })} · <Money fen={each.amount_fen} currency={each.currency} exact /></span>
                <span className="zr-sub num">{t('money.files.paid', { paid: each.paid, n: each.orders })}{each.failed > 0 && ` · ${t('money.files.failed', { n: each.failed })}`}</span>
                <span className="zr-sub">{each.made_by_name}</span>
                <a href={`/api/v1/payment-files/${each.id}/orders.csv`} download><DownloadOutlined aria-hidden /> {t('common.download')}</a>
              </li>
            ))}
          </ul>
        )}
      </div>
    </Panel>
  )
}
