/** `/b/desk`: how the bank's desk is set, one tab for each matter. */
import '../../bank/bank.css'
import '../../shelf/shelf.css'
import { Segmented } from 'antd'
import { useTranslation } from 'react-i18next'
import { useListState } from '../../../../lib/useListState'
import PageHeader from '../../../../ui/PageHeader'
import Groups from '../components/Groups'
import Limits from '../components/Limits'
import Phrases from '../components/Phrases'
import Substitutions from '../components/Substitutions'

const TABS = { limits: Limits, groups: Groups, substitutions: Substitutions, phrases: Phrases } as const
type Tab = keyof typeof TABS
const NAMES = Object.keys(TABS) as Tab[]

export default function DeskPage() {
  const { t } = useTranslation()
  const { state, set } = useListState({ tab: 'limits', cursor: '' })
  const tab = NAMES.find((each) => each === state.tab) ?? 'limits'
  const Shown = TABS[tab]
  return (
    <>
      <PageHeader title={t('desk.title')} sub={t('desk.sub')} />
      <Segmented style={{ marginBottom: 16, maxWidth: '100%', overflowX: 'auto' }} aria-label={t('desk.title')} value={tab} onChange={(next) => set({ tab: next, cursor: '' })}
        options={NAMES.map((value) => ({ value, label: t(`desk.tab.${value}`) }))} />
      <Shown cursor={state.cursor ?? ''} />
    </>
  )
}
