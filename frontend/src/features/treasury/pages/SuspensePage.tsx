/** Money that waits for somebody to find out whose it is; four eyes decide. */
import '../treasury.css'
import { useTranslation } from 'react-i18next'
import PageHeader from '../../../ui/PageHeader'
import LineList from '../components/LineList'
import WaitingPayments from '../components/WaitingPayments'

export default function SuspensePage() {
  const { t } = useTranslation()
  return (
    <>
      <PageHeader title={t('money.suspense.title')} sub={t('money.suspense.sub')} />
      <WaitingPayments />
      <LineList />
    </>
  )
}
