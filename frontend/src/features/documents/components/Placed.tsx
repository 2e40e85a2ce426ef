/** Which version of which placeholder a document is, and whether a newer one stands there. */
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import Mark from '../../../ui/Mark'
import type { FileDetail, Kind } from '../model'
import { useBase } from '../queries'

interface Props {
  kind: Kind
  placed: FileDetail['placed']
  /** With the placeholder's name, and the way to the newer version. */
  named?: boolean
}

export default function Placed({ kind, placed, named = false }: Props) {
  const { t } = useTranslation()
  const base = useBase()
  return placed.map((each) => {
    const newer = each.newest_n > each.n
    return (
      <span key={each.placeholder_id} className="vt-placed">
        {named && `${[each.year, t(`vault.kind.${kind}`), each.subject].filter(Boolean).join(' ')} `}
        <Mark tone={newer ? 'neutral' : 'info'}>{t(newer ? 'vault.places.version_of' : 'vault.places.version', { n: each.n, newest: each.newest_n })}</Mark>
        {named && newer && each.newest_id && <> <Link to={`${base}/${each.newest_id}`}>{t('vault.places.to_newest')}</Link></>}
      </span>
    )
  })
}
