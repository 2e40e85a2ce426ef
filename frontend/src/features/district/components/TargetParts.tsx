/** On a target's page: how it is divided among departments, and how far each has come. */
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import Mark from '../../../ui/Mark'
import Panel from '../../../ui/Panel'
import { useParts } from '../parts'
import PartLines from './PartLines'

export default function TargetParts({ code, known }: { code: string; known: string | undefined }) {
  const { t } = useTranslation()
  const asked = useParts(code, known)
  const found = asked.data
  if (!found) return null
  return (
    <Panel title={t('district.parts.title')} sub={found.in_force ? t('district.parts.since', { n: found.in_force.version, from: found.in_force.from_on }) : undefined}
      extra={<span className="zr-filters">{found.waiting && <Mark tone="warning">{t('district.parts.waits')}</Mark>}<Link to={`/d/parts/${code}`}>{t('district.parts.open')}</Link></span>}>
      {found.in_force ? <PartLines division={found.in_force} unit={found.unit} /> : <p className="zr-sub">{t('district.parts.none')}</p>}
    </Panel>
  )
}
