/** Puts a text on the clipboard and says so. */
import { CopyOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'

export default function CopyButton({ text, label }: { text: string; label: string }) {
  const { t } = useTranslation()
  const [said, setSaid] = useState<'' | 'copied' | 'failed'>('')
  const copy = () =>
    navigator.clipboard.writeText(text).then(() => setSaid('copied'), () => setSaid('failed'))
  return (
    <>
      <Button size="small" icon={<CopyOutlined aria-hidden />} aria-label={t('pay.copy.of', { what: label })} onClick={() => void copy()}>{t('common.copy')}</Button>
      <span className="zr-sub" role="status">{said && t(`pay.copy.${said}`)}</span>
    </>
  )
}
