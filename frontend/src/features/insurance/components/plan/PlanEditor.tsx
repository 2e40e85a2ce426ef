/** A plan's sections as tabs, each with how much is wrong in it; what is checked is said beside it. */
import { Badge, Tabs } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import ErrorState from '../../../../ui/ErrorState'
import SkeletonRows from '../../../../ui/SkeletonRows'
import { useEditing } from '../../edit/context'
import { faultsIn, SECTIONS, type Section, sectionOf } from '../../model/plan'
import { useVocabulary, type Vocabulary } from '../../queries'
import Factors from './Factors'
import { General, Guarantee, Minima } from './General'
import Relativities from './Relativities'
import Rules from './Rules'
import { Rights, Territories } from './Territories'

function Body({ section, vocabulary }: { section: Section; vocabulary: Vocabulary }) {
  switch (section) {
    case 'general': return <General />
    case 'territories': return <Territories />
    case 'rights': return <Rights />
    case 'relativities': return <Relativities factors={vocabulary.factors} />
    case 'factors': return <Factors />
    case 'minima': return <Minima />
    case 'guarantee': return <Guarantee />
    case 'rules': return <Rules known={vocabulary.facts} />
  }
}

export default function PlanEditor() {
  const { t } = useTranslation()
  const { faults } = useEditing()
  const vocabulary = useVocabulary()
  const [section, setSection] = useState<Section>('general')
  if (vocabulary.isPending) return <SkeletonRows rows={6} />
  if (vocabulary.isLoadingError) return <ErrorState compact error={vocabulary.error} retry={() => void vocabulary.refetch()} />
  return (
    <>
      <FaultList go={setSection} />
      <Tabs activeKey={section} onChange={(key) => setSection(key as Section)} destroyOnHidden
        items={SECTIONS.map((key) => {
          const wrong = faultsIn(faults, key)
          const name = t(`insurance.section.${key}`)
          return {
            key,
            label: wrong ? <span>{name} <Badge count={wrong} size="small" color="#b42318" title={t('insurance.edit.wrong_n', { count: wrong })} /></span> : name,
            children: <Body section={key} vocabulary={vocabulary.data} />,
          }
        })} />
    </>
  )
}

/** Everything that is wrong, each leading to its section. */
function FaultList({ go }: { go: (section: Section) => void }) {
  const { t } = useTranslation()
  const { faults } = useEditing()
  if (faults.length === 0) return null
  return (
    <div className="zr-problem" role="status">
      <strong>{t('insurance.edit.wrong_n', { count: faults.length })}</strong>
      <ul>
        {faults.slice(0, 8).map((each, n) => {
          const section = sectionOf(each.path)
          return (
            <li key={n}>
              <button type="button" className="zi-link" onClick={() => go(section)}>{t(`insurance.section.${section}`)}{t('common.colon')}</button>
              <code>{each.path}</code> {each.text}
            </li>
          )
        })}
      </ul>
    </div>
  )
}
