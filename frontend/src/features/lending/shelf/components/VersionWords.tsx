/** One version in words, with its document to take away. */
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { saveFile } from '../../../../lib/saveFile'
import ErrorState from '../../../../ui/ErrorState'
import SkeletonRows from '../../../../ui/SkeletonRows'
import { documentOf } from '../model'
import { useOwnVersion } from '../queries'
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
  const version = useOwnVersion(product, n)
  if (version.isLoadingError) return <ErrorState error={version.error} retry={() => void version.refetch()} />
  if (!version.data) return <SkeletonRows rows={6} />
  const { name, number, terms } = version.data
  const take = () => saveFile(new Blob([JSON.stringify(documentOf(name, terms), null, 2)], { type: 'application/json' }), `${number}-v${n}.json`)
  return (
    <>
      <InWords terms={terms} title={from ? t('shelf.mark.coming', { n, on: from }) : t('shelf.terms_of', { n })} sub={terms.summary} />
      {simulated && <SimulationBox version={version.data} />}
      <div className="zb-acts" style={{ marginTop: 12 }}><Button onClick={take}>{t('shelf.file.take', { n })}</Button></div>
    </>
  )
}
