/** A firm lets the appraisers of a request read some of its documents: its own consent, whoever ordered. */
import { App, Button, Checkbox } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useOwnDocuments } from '../../../api/choices'
import FormProblem from '../../../ui/FormProblem'
import Panel from '../../../ui/Panel'
import { type Order, useStep } from '../queries'

export default function SharePapers({ order }: { order: Order }) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const documents = useOwnDocuments()
  const step = useStep(order.id)
  const [chosen, setChosen] = useState<string[]>([])
  const send = () => step.mutate({ action: 'documents', body: { document_ids: chosen } }, {
    onSuccess: () => {
      void message.success(t('appraisal.share.done'))
      setChosen([])
    },
  })
  return (
    <Panel title={t('appraisal.share.title')} sub={t('appraisal.share.hint')}>
      {documents.data?.items.length === 0 && <p className="zr-sub">{t('appraisal.share.none')}</p>}
      <Checkbox.Group className="ap-choices" aria-label={t('appraisal.share.title')} value={chosen} onChange={(next) => setChosen(next)}
        options={documents.data?.items.map((each) => ({ value: each.id, label: each.name })) ?? []} />
      <FormProblem error={step.error} />
      <div style={{ marginTop: 12 }}><Button disabled={chosen.length === 0} loading={step.isPending} onClick={send}>{t('appraisal.share.send')}</Button></div>
    </Panel>
  )
}
