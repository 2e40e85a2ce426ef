/** The newest register extract of one right, item by item; nothing where none was read. */
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import Panel from '../../../ui/Panel'
import { useExtracts } from '../queries'
import ExtractRead from './ExtractRead'

export default function AssetExtract({ id }: { id: string }) {
  const { t } = useTranslation()
  const newest = useExtracts({ asset_id: id, limit: 1 }).data?.items[0]
  if (!newest) return null
  return (
    <Panel flush title={t('portfolio.extracts.title')} extra={<Link to="/e/ip/extracts">{t('portfolio.extracts.all')}</Link>}>
      <ExtractRead extract={newest} />
    </Panel>
  )
}
