import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import ConfirmAction from '../../../ui/ConfirmAction'
import Outcomes from '../../../ui/worklist/Outcomes'
import { useEach } from '../../../ui/worklist/useEach'
import { isUsable, type Asset } from '../model'
import { removeAsset } from '../queries'

interface Props {
  chosen: Asset[]
  onUse: () => void
  onValue: () => void
  onClear: () => void
  /** They are no assets any more. */
  onDone: (removed: readonly Asset[]) => void
}

export default function BulkUse({ chosen, onUse, onValue, onClear, onDone }: Props) {
  const { t } = useTranslation()
  const { run, outcomes, forget } = useEach<Asset>({
    nameOf: (asset) => asset.title || asset.label, perform: (asset) => removeAsset(asset.id), queryKey: ['portfolio'], onDone,
  })
  const removable = chosen.every((asset) => asset.allowed_actions.includes('removal'))
  const blocked = chosen.filter((asset) => !isUsable(asset)).length
  if (chosen.length === 0) return <Outcomes of={outcomes} onClose={forget} />
  return (
    <>
    <Outcomes of={outcomes} onClose={forget} />
    <div className="pf-bulk" role="region" aria-label={t('portfolio.list.bulk.chosen', { n: chosen.length })}>
      <strong aria-live="polite">{t('portfolio.list.bulk.chosen', { n: chosen.length })}</strong>
      {blocked > 0 && <span className="muted">{t('portfolio.list.bulk.blocked', { n: blocked })}</span>}
      <span className="pf-grow" />
      <Button onClick={onClear}>{t('portfolio.list.bulk.clear')}</Button>
      {removable && (
        <ConfirmAction label={t('portfolio.list.bulk.remove')} title={t('portfolio.list.bulk.removeAsk', { n: chosen.length })}
          text={t('portfolio.list.bulk.removeText')} button={{ danger: true }} run={() => run.mutateAsync({ rows: chosen, body: undefined })} />
      )}
      <Button onClick={onValue}>{t('portfolio.list.bulk.value')}</Button>
      <Button type="primary" onClick={onUse}>
        {t('portfolio.list.bulk.use')}
      </Button>
    </div>
    </>
  )
}
