/** Which columns a list shows. */
import { SettingOutlined } from '@ant-design/icons'
import { Button, Checkbox, Popover } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

interface Props {
  columns: { key: string; label: string }[]
  hidden: readonly string[]
  onChange: (hidden: string[]) => void
}

export default function ColumnChooser({ columns, hidden, onChange }: Props) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const toggle = (key: string, shown: boolean) => onChange(shown ? hidden.filter((each) => each !== key) : [...hidden, key])
  const content = (
    <ul className="zr-columns">
      {columns.map(({ key, label }) => (
        <li key={key}>
          <Checkbox checked={!hidden.includes(key)} onChange={(event) => toggle(key, event.target.checked)}>{label}</Checkbox>
        </li>
      ))}
    </ul>
  )
  return (
    <Popover content={content} trigger="click" open={open} onOpenChange={setOpen} placement="bottomRight" title={t('common.columns')}>
      <Button icon={<SettingOutlined aria-hidden />} aria-expanded={open}>{t('common.columns')}</Button>
    </Popover>
  )
}
