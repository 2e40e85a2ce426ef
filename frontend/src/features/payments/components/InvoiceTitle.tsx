/** What invoices say of the organisation; stated once, changed any time, and kept as it was on what was asked for. */
import { Button, Input, Modal, Radio } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFocusBack } from '../../../lib/keepFocus'
import { useMay } from '../../../lib/permissions'
import ErrorState from '../../../ui/ErrorState'
import FormProblem from '../../../ui/FormProblem'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import { type Title, useInvoiceDesk, useTitle } from '../invoices'

const TEXTS = ['name', 'tax_number', 'address', 'phone', 'bank_name', 'bank_account'] as const
const NEEDED: readonly string[] = ['name', 'tax_number']

function Edit({ title, close }: { title: Title; close: () => void }) {
  const { t } = useTranslation()
  useFocusBack()
  const id = useId()
  const { state } = useInvoiceDesk()
  const [texts, setTexts] = useState<Record<(typeof TEXTS)[number], string>>({
    name: title.name, tax_number: title.tax_number, address: title.address, phone: title.phone, bank_name: title.bank_name, bank_account: title.bank_account,
  })
  const [taxpayer, setTaxpayer] = useState(title.taxpayer ?? 'general')
  const [tried, setTried] = useState(false)
  const [busy, setBusy] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const missing = NEEDED.some((name) => !texts[name as 'name'].trim())
  const send = async () => {
    setTried(true)
    if (missing) return
    setBusy(true)
    setError(null)
    try {
      await state({ ...texts, bank_account: texts.bank_account.replaceAll(' ', ''), taxpayer })
      close()
    } catch (problem) {
      setError(problem)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Modal open title={t('pay.title.edit')} okText={t('common.save')} cancelText={t('common.cancel')} confirmLoading={busy} onCancel={close} onOk={() => void send()}>
      <div className="zr-form">
        {TEXTS.map((name) => (
          <div className="zr-field" key={name}>
            <label htmlFor={`${id}-${name}`}>{t(`pay.title.${name}`)}</label>
            <Input id={`${id}-${name}`} value={texts[name]} status={tried && NEEDED.includes(name) && !texts[name].trim() ? 'error' : undefined}
              onChange={(event) => setTexts({ ...texts, [name]: event.target.value })} />
          </div>
        ))}
        <Radio.Group aria-label={t('pay.title.taxpayer')} value={taxpayer} onChange={(event) => setTaxpayer(event.target.value as 'general')}
          options={(['general', 'small_scale'] as const).map((value) => ({ value, label: t(`pay.taxpayer.${value}`) }))} />
        {tried && missing && <div className="field-error" role="alert">{t('pay.title.incomplete')}</div>}
        <FormProblem error={error} />
      </div>
    </Modal>
  )
}

export default function InvoiceTitle() {
  const { t } = useTranslation()
  const asked = useTitle()
  const mayPay = useMay('pay_charges')
  const mayIssue = useMay('issue_invoices')
  const [open, setOpen] = useState(false)
  if (asked.isPending) return <Panel title={t('pay.title.title')}><SkeletonRows rows={3} /></Panel>
  if (asked.isLoadingError) return <Panel title={t('pay.title.title')}><ErrorState compact error={asked.error} retry={() => void asked.refetch()} /></Panel>
  const title = asked.data
  const rows = TEXTS.filter((name) => title[name])
  return (
    <Panel title={t('pay.title.title')} sub={t(title.version ? 'pay.title.sub' : 'pay.title.none')}
      extra={(mayPay || mayIssue) && <Button type={title.version ? 'default' : 'primary'} onClick={() => setOpen(true)}>{t(title.version ? 'pay.title.change' : 'pay.title.state')}</Button>}>
      <dl className="zr-facts">
        {rows.map((name) => <div key={name}><dt>{t(`pay.title.${name}`)}</dt><dd>{title[name]}</dd></div>)}
        {title.taxpayer && <div><dt>{t('pay.title.taxpayer')}</dt><dd>{t(`pay.taxpayer.${title.taxpayer}`)}</dd></div>}
      </dl>
      {open && <Edit title={title} close={() => setOpen(false)} />}
    </Panel>
  )
}
