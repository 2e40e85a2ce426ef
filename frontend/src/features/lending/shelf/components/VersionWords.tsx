/** One version in words, with its document to take away. */
import { App, Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { saveFile } from '../../../../lib/saveFile'
import ConfirmAction from '../../../../ui/ConfirmAction'
import ErrorState from '../../../../ui/ErrorState'
import SkeletonRows from '../../../../ui/SkeletonRows'
import { documentOf } from '../model'
import { useOwnVersion, useShelfActs } from '../queries'
import InWords from './InWords'
import SimulationBox from './SimulationBox'

interface Props {
  product: string
  n: number
  simulated?: boolean
  /** The day from which it holds, while that is to come. */
  from?: string
}

export default function VersionWords({ product, n, simulated = false, from }: Props) {
  const { t } = useTranslation()
  const { message } = App.useApp()
  const version = useOwnVersion(product, n)
  const { recall } = useShelfActs(product)
  if (version.isLoadingError) return <ErrorState error={version.error} retry={() => void version.refetch()} />
  if (!version.data) return <SkeletonRows rows={6} />
  const { name, number, terms } = version.data
  const take = () => saveFile(new Blob([JSON.stringify(documentOf(name, terms), null, 2)], { type: 'application/json' }), `${number}-v${n}.json`)
  return (
    <>
      <InWords terms={terms} title={from ? t('shelf.mark.coming', { n, on: from }) : t('shelf.terms_of', { n })} sub={terms.summary} />
      {simulated && <SimulationBox version={version.data} />}
      <div className="zb-acts" style={{ marginTop: 12 }}>
        <Button onClick={take}>{t('shelf.file.take', { n })}</Button>
        {version.data.allowed_actions.includes('recall') && (
          <ConfirmAction label={t('shelf.recall', { n })} title={t('shelf.recall', { n })} text={t('shelf.recall_text')} asks="reason" run={(reason) => recall.mutateAsync({ n, reason })}
            onDone={() => void message.success(t('shelf.recalled'))} />
        )}
      </div>
    </>
  )
}
