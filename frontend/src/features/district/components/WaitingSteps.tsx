/** Steps of the library's firms that wait for a second person; several are confirmed at once. */
import { Checkbox } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useMay } from '../../../lib/permissions'
import Panel from '../../../ui/Panel'
import { type Step, useCheckSteps, useWaitingSteps } from '../stated'
import FindingAction from './FindingAction'

export default function WaitingSteps({ tierName }: { tierName: (code: string) => string }) {
  const { t } = useTranslation()
  const may = useMay('verify_counts')
  const asked = useWaitingSteps()
  const check = useCheckSteps()
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set())
  const rows = asked.data?.items ?? []
  if (rows.length === 0) return null
  const mine = (row: Step) => row.allowed_actions.includes('verification')
  const open = rows.filter(mine)
  const ids = open.map((row) => row.id).filter((id) => chosen.has(id))
  const choose = (id: string, on: boolean) => {
    const next = new Set(chosen)
    if (on) next.add(id)
    else next.delete(id)
    setChosen(next)
  }
  return (
    <Panel title={t('district.library.waiting', { n: asked.data?.total })} sub={t('district.library.waiting_sub')}
      extra={open.length > 0 && (
        <span className="zr-filters">
          <Checkbox checked={ids.length === open.length} indeterminate={ids.length > 0 && ids.length < open.length}
            onChange={(event) => setChosen(new Set(event.target.checked ? open.map((row) => row.id) : []))}>{t('district.library.all')}</Checkbox>
          <FindingAction primary disabled={ids.length === 0} label={t('district.library.check', { n: ids.length })} title={t('district.library.check_title', { n: ids.length })}
            run={(body) => check.mutateAsync({ ids, body })} />
        </span>
      )}>
      <ul className="d-rows">
        {rows.map((row) => (
          <li key={row.id} className="d-line">
            <span>
              {mine(row) && <Checkbox checked={chosen.has(row.id)} onChange={(event) => choose(row.id, event.target.checked)} aria-label={row.firm_name} />}{' '}
              <Link to={`/d/library/${row.credit_code}`}>{row.firm_name}</Link> <span className="zr-sub num">{row.credit_code}</span>
            </span>
            <span>
              {t(`district.library.kind.${row.kind}`)}{row.tier && ` · ${tierName(row.tier)}`}{row.stock_code && ` · ${row.stock_code}`}{row.reason_words && ` · ${row.reason_words}`} · <span className="num">{row.effective_on}</span>
              <div className="zr-sub">{row.source} · {t('district.recorded_by', { name: row.recorder_name })}</div>
            </span>
          </li>
        ))}
      </ul>
      {!may && <p className="zr-sub">{t('district.bar_role')}</p>}
    </Panel>
  )
}
