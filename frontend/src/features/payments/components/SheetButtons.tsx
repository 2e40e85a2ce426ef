/** The payment instruction as a PDF: to keep, or to print at once. */
import { FilePdfOutlined, PrinterOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { saveFile } from '../../../lib/saveFile'
import { useMutation } from '../../../lib/useMutation'
import FormProblem from '../../../ui/FormProblem'
import { instructionSheet } from '../queries'

export default function SheetButtons({ charge, reference }: { charge: string; reference: string }) {
  const { t } = useTranslation()
  const asked = useMutation({
    mutationFn: () => instructionSheet(charge),
    onSuccess: (file) => saveFile(file, t('pay.transfer.sheetFile', { reference })),
  })
  return (
    <div className="pay-noprint">
      <FormProblem error={asked.error} />
      <div className="pay-actions">
        <Button icon={<FilePdfOutlined aria-hidden />} loading={asked.isPending} onClick={() => asked.mutate()}>{t('pay.transfer.sheet')}</Button>
        <Button icon={<PrinterOutlined aria-hidden />} onClick={() => window.print()}>{t('pay.receipt.print')}</Button>
      </div>
    </div>
  )
}
