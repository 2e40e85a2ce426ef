/** The groups of the market with their figures; each group is counted as if nothing in it were chosen. */
import { Button, Checkbox } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import Panel from '../../../ui/Panel'
import { type Asked, choicesOf, type Group, GROUPS, without } from '../model'
import { useFacets } from '../queries'
import { useValueName } from './useValueName'

const FEW = 8

interface Props {
  asked: Asked
  onToggle: (group: Group, value: string, on: boolean) => void
}

export default function Facets({ asked, onToggle }: Props) {
  return <div className="lc-facets">{GROUPS.map((group) => <One key={group} group={group} asked={asked} onToggle={onToggle} />)}</div>
}

function One({ group, asked, onToggle }: Props & { group: Group }) {
  const { t } = useTranslation()
  const id = useId()
  const nameOf = useValueName()
  const [all, setAll] = useState(false)
  const found = useFacets(without(asked, group))
  const chosen = asked[group] ?? []
  const choices = choicesOf(found.data?.[group] ?? [], chosen)
  const shown = all ? choices : choices.filter((each, place) => place < FEW || chosen.includes(each.value))
  if (found.data && choices.length === 0) return null
  return (
    <Panel>
      <div role="group" aria-labelledby={id}>
        <h2 id={id} className="lc-group">{t(`licensing.market.group.${group}`)}</h2>
        <ul>
          {shown.map((each) => {
            const name = nameOf(group, each.value, each)
            return (
              <li key={each.value}>
                <Checkbox checked={chosen.includes(each.value)} onChange={(event) => onToggle(group, each.value, event.target.checked)}>
                  <span title={name} className="lc-facet">{name}</span>
                </Checkbox>
                <span className="zr-sub num">{each.count}</span>
              </li>
            )
          })}
        </ul>
        {choices.length > shown.length && <Button type="link" onClick={() => setAll(true)}>{t('licensing.market.more', { n: choices.length - shown.length })}</Button>}
      </div>
    </Panel>
  )
}
