/** The bank accounts that money is paid into: open one, close one; one takes the money of each book and holder. */
import '../treasury.css'
import { Button, Input, Modal, Select } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { formatDate } from '../../../lib/dates'
import { useFocusBack } from '../../../lib/keepFocus'
import { useMay } from '../../../lib/permissions'
import ConfirmAction from '../../../ui/ConfirmAction'
import ListExportButton from '../../../ui/ListExportButton'
import FormProblem from '../../../ui/FormProblem'
import Listing from '../../../ui/Listing'
import Mark from '../../../ui/Mark'
import Money from '../../../ui/Money'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import OrganisationField from '../components/OrganisationField'
import { CURRENCIES } from '../model'
import { type BankAccount, type NewBankAccount, useBankAccounts, useDesk, useLayouts } from '../queries'

const BOOKS = ['own', 'client', 'memo'] as const
const TEXTS = ['account_name', 'account_number', 'bank_name'] as const

function OpenAccount({ close }: { close: () => void }) {
  const { t } = useTranslation()
  useFocusBack()
  const id = useId()
  const { openAccount } = useDesk()
  const [book, setBook] = useState<NewBankAccount['book']>('own')
  const [currency, setCurrency] = useState<(typeof CURRENCIES)[number]>('CNY')
  const [layout, setLayout] = useState('two_columns')
  const layouts = (useLayouts('').data?.items ?? []).filter((each) => each.in_force)
  const [holder, setHolder] = useState<string>()
  const [texts, setTexts] = useState({ account_name: '', account_number: '', bank_name: '' })
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const open = TEXTS.filter((name) => !texts[name].trim())
  const noHolder = book === 'memo' && !holder
  const send = async () => {
    setTried(true)
    if (open.length > 0 || noHolder) return
    setBusy(true)
    setError(null)
    try {
      await openAccount({
        book, holder_id: book === 'memo' ? (holder ?? null) : null, account_name: texts.account_name.trim(), account_number: texts.account_number.replace(/\s/g, ''),
        bank_name: texts.bank_name.trim(), layout_code: layout, currency, opening_fen: 0,
      })
      close()
    } catch (problem) {
      setError(problem)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal open title={t('money.accounts.openTitle')} okText={t('money.accounts.open')} cancelText={t('common.cancel')} confirmLoading={busy} onCancel={close} onOk={() => void send()}>
      <div className="zr-form">
        <div className="zr-field">
          <label htmlFor={`${id}-book`}>{t('money.ledger.book')}</label>
          <Select id={`${id}-book`} value={book} onChange={setBook} options={BOOKS.map((value) => ({ value, label: t(`money.book.${value}`) }))} />
        </div>
        {book === 'memo' && (
          <div className="zr-field">
            <label htmlFor={`${id}-holder`}>{t('money.ledger.holder')}</label>
            <OrganisationField id={`${id}-holder`} kind="insurer" value={holder} onChange={setHolder} invalid={tried && noHolder} />
            {tried && noHolder && <div className="field-error" role="alert">{t('common.required')}</div>}
          </div>
        )}
        {TEXTS.map((name) => (
          <div className="zr-field" key={name}>
            <label htmlFor={`${id}-${name}`}>{t(`money.accounts.${name}`)}</label>
            <Input id={`${id}-${name}`} value={texts[name]} maxLength={100} status={tried && !texts[name].trim() ? 'error' : undefined}
              onChange={(event) => setTexts({ ...texts, [name]: event.target.value })} />
            {tried && !texts[name].trim() && <div className="field-error" role="alert">{t('common.required')}</div>}
          </div>
        ))}
        <div className="zr-field">
          <label htmlFor={`${id}-currency`}>{t('money.accounts.currency')}</label>
          <Select id={`${id}-currency`} value={currency} onChange={setCurrency} options={CURRENCIES.map((value) => ({ value, label: t(`money.currency.${value}`) }))} />
          {currency !== 'CNY' && <p className="zr-sub">{t('money.accounts.foreign')}</p>}
        </div>
        <div className="zr-field">
          <label htmlFor={`${id}-layout`}>{t('money.accounts.layout')}</label>
          <Select id={`${id}-layout`} value={layout} onChange={setLayout} options={layouts.map((each) => ({ value: each.code, label: `${each.bank_name} (${each.code})` }))} />
        </div>
        <p className="zr-sub">{t(currency === 'CNY' ? 'money.accounts.openText' : 'money.accounts.openForeign')}</p>
        <FormProblem error={error} />
      </div>
    </Modal>
  )
}

export default function AccountsPage() {
  const { t } = useTranslation()
  const asked = useBankAccounts()
  const may = useMay('manage_bank_accounts')
  const { closeAccount } = useDesk()
  const [opening, setOpening] = useState(false)
  const state = (row: BankAccount) => row.closed_at ? <Mark tone="neutral">{t('money.accounts.closed', { day: formatDate(row.closed_at) })}</Mark> : <Mark tone="success">{t('money.accounts.inUse')}</Mark>
  const end = (row: BankAccount) => row.allowed_actions.includes('close') && (
    <ConfirmAction label={t('money.accounts.close')} title={t('money.accounts.closeAsk', { number: row.account_number.slice(-4) })} text={t('money.accounts.closeText')}
      button={{ size: 'small', danger: true }} run={() => closeAccount(row.id)} />
  )
  const number = (row: BankAccount) => <span className="num">{row.account_number.replace(/(.{4})(?=.)/g, '$1 ')}</span>
  return (
    <>
      <PageHeader title={t('money.accounts.title')} sub={t('money.accounts.sub')}
        extra={<>
          <ListExportButton list="bank_accounts" />
          {may && <Button type="primary" onClick={() => setOpening(true)}>{t('money.accounts.open')}</Button>}</>} />
      <Panel flush>
        <Listing<BankAccount>
          asked={asked}
          keyOf={(row) => row.id}
          paged={false}
          narrowAt={1100}
          empty={{ title: t('money.accounts.empty'), text: t('money.accounts.emptyText'), action: may ? <Button onClick={() => setOpening(true)}>{t('money.accounts.open')}</Button> : <Link to="/o/money/ledger">{t('money.ledger.title')}</Link> }}
          columns={[
            { title: t('money.accounts.account_name'), key: 'name', render: (_, row) => <>{row.account_name}<div className="zr-sub">{number(row)}</div></> },
            { title: t('money.accounts.bank_name'), key: 'bank', render: (_, row) => row.bank_name },
            { title: t('money.ledger.book'), key: 'book', width: 150, render: (_, row) => <>{t(`money.book.${row.book}`)}{row.holder_name && <div className="zr-sub">{row.holder_name}</div>}</> },
            { title: t('money.accounts.balance'), key: 'balance', width: 170, align: 'right', render: (_, row) => <><Money fen={row.balance_fen} currency={row.currency} exact /><div className="zr-sub num">{row.known_to ?? '—'}</div></> },
            { title: t('money.accounts.state'), key: 'state', width: 150, render: (_, row) => state(row) },
            { title: t('money.accounts.action'), key: 'end', width: 90, render: (_, row) => end(row) },
          ]}
          card={(row) => (
            <>
              <span className="mo-line"><strong>{row.account_name}</strong>{state(row)}</span>
              <span className="mo-line zr-sub">{number(row)}<Money fen={row.balance_fen} currency={row.currency} exact /></span>
              <span className="mo-line zr-sub"><span>{t(`money.book.${row.book}`)}</span>{end(row)}</span>
            </>
          )}
        />
      </Panel>
      {opening && <OpenAccount close={() => setOpening(false)} />}
    </>
  )
}
