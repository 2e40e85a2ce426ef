/** Closes a month that is over: nothing is posted into it, or before it, any more. */
import { DatePicker } from 'antd'
import dayjs from 'dayjs'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { today } from '../../../lib/dates'
import { useMay } from '../../../lib/permissions'
import ConfirmAction from '../../../ui/ConfirmAction'
import Panel from '../../../ui/Panel'
import { useDesk } from '../queries'

export default function CloseMonth() {
  const { t } = useTranslation()
  const may = useMay('close_months')
  const { closeMonth } = useDesk()
  const before = dayjs(today()).subtract(1, 'month').startOf('month')
  const [month, setMonth] = useState(before)
  const [done, setDone] = useState('')
  if (!may) return null
  const name = month.format('YYYY-MM')
  return (
    <Panel title={t('money.close.title')} sub={t('money.close.sub')}>
      <div className="mo-line">
        <label htmlFor="mo-month">{t('money.close.month')}</label>
        <DatePicker id="mo-month" picker="month" allowClear={false} value={month} disabledDate={(day) => day.isAfter(before, 'month')}
          onChange={(next) => next && setMonth(next.startOf('month'))} />
        <ConfirmAction label={t('money.close.run')} title={t('money.close.ask', { month: name })} text={t('money.close.text')}
          button={{ danger: true }} run={() => closeMonth(month.format('YYYY-MM-DD'))} onDone={() => setDone(name)} />
        <span role="status">{done && t('money.close.done', { month: done })}</span>
      </div>
    </Panel>
  )
}
