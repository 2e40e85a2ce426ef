/** Bills and invoices, side by side. */
import { Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'

export default function BillingTabs({ value }: { value: 'bills' | 'invoices' }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  return (
    <div className="pay-noprint">
      <Segmented value={value} aria-label={t('pay.tab.label')} options={(['bills', 'invoices'] as const).map((key) => ({ value: key, label: t(`pay.tab.${key}`) }))}
        onChange={(next) => void navigate(next === 'invoices' ? '/account/billing?tab=invoices' : '/account/billing')} />
    </div>
  )
}
