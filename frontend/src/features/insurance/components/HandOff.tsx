/** The way out to the insurer's own platform: said before, and kept in the log. */
import { ExportOutlined } from '@ant-design/icons'
import { Button, Modal } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import FormProblem from '../../../ui/FormProblem'
import { type Product, useHandOff } from '../queries'

export default function HandOff({ product }: { product: Product }) {
  const { t } = useTranslation()
  const [open, setOpen] = useState(false)
  const handOff = useHandOff(product.id)
  const link = (product.terms as { link?: string | null }).link
  if (!link || !product.published_at) return null
  return (
    <>
      <Button type={product.mode === 'info_only' ? 'primary' : 'default'} icon={<ExportOutlined aria-hidden />} onClick={() => setOpen(true)}>{t('insurance.hand_off.button')}</Button>
      <Modal open={open} title={t('insurance.hand_off.title', { insurer: product.insurer.name })} onCancel={() => setOpen(false)} okText={t('insurance.hand_off.go')} confirmLoading={handOff.isPending} destroyOnHidden
        onOk={() => handOff.mutate(undefined, {
          onSuccess: ({ url }) => {
            setOpen(false)
            window.open(url, '_blank', 'noopener,noreferrer')
          },
        })}>
        <p>{t('insurance.hand_off.text')}</p>
        <p className="zi-digest"><code>{link}</code></p>
        <FormProblem error={handOff.error} />
      </Modal>
    </>
  )
}
