/** Opinion against application: the changed lines tinted, struck, and said in words. */
import { ArrowDownOutlined, ArrowUpOutlined } from '@ant-design/icons'
import { Checkbox } from 'antd'
import type { TFunction } from 'i18next'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { formatBp as percent } from '../../../../lib/fen'
import { useMoney } from '../../../../lib/useMoney'
import { conditionsOf } from '../../../../ui/cover/conditions'
import { type How, type Line, lines } from '../difference'
import type { Dossier, Opinion } from '../model'

type Say = (fen: number | null | undefined) => string

export function Differences({ dossier, opinion }: { dossier: Dossier; opinion: Opinion }) {
  const { t } = useTranslation()
  const money = useMoney()
  const [only, setOnly] = useState(false)
  const all = lines(dossier, opinion)
  const changed = all.filter((line) => line.changed)
  const basis = t(`bank.facts.basis.${dossier.valuation.basis}`)
  return (
    <div className="zb-card">
      <div className="zb-card-head">
        <h2 id="differences">{t('bank.review.diff.title')}</h2>
        <span className="zb-card-sub">{t('bank.review.diff.count', { n: all.length, changed: changed.length })}</span>
        <Checkbox checked={only} onChange={(event) => setOnly(event.target.checked)} style={{ marginLeft: 'auto' }}>{t('bank.review.diff.only')}</Checkbox>
      </div>
      <div className="zb-scroll" tabIndex={0} role="region" aria-labelledby="differences">
        <table className="zb-table zb-diff">
          <thead>
            <tr>{(['item', 'before', 'after', 'how'] as const).map((each) => <th key={each} scope="col">{t(`bank.review.diff.${each}`)}</th>)}</tr>
          </thead>
          <tbody>
            {(only ? changed : all).map((line) => (
              <tr key={line.field} data-changed={line.changed}>
                <td>{t(`bank.review.field.${line.field}`, { basis })}</td>
                <td>{line.changed && line.range === undefined ? <s>{before(t, money, line)}</s> : before(t, money, line)}</td>
                <td>{line.changed ? <strong>{value(t, money, line, line.after)}</strong> : value(t, money, line, line.after)}</td>
                <td className={line.changed ? 'zb-how' : undefined}><Arrow how={line.how} /> {how(t, money, line.how)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Said opinion={opinion} />
    </div>
  )
}

function before(t: TFunction, money: Say, line: Line) {
  if (line.range === undefined) return value(t, money, line, line.before)
  const [from, to] = line.range
  return from === null && to === null ? t('bank.review.not_stated') : `${percent(from)} – ${percent(to)}`
}

function value(t: TFunction, money: Say, line: Line, shown: Line['before']) {
  if (shown === null) return '—'
  switch (line.field) {
    case 'amount':
      return money(Number(shown))
    case 'term':
      return t('bank.review.months', { n: shown })
    case 'rate':
    case 'ltv':
      return percent(Number(shown))
    case 'rights':
      return t('bank.review.rights_n', { n: shown })
    case 'conditions':
      return shown === 0 ? t('bank.review.none') : t('bank.review.conditions_n', { n: shown })
    case 'use':
      return t(`bank.use.${shown}`)
    case 'valid':
      return t('bank.review.days', { n: shown })
    case 'kind':
      return shown === 'refusal' ? t('bank.decision.refusal') : '—'
  }
}

function how(t: TFunction, money: Say, change: How) {
  switch (change.code) {
    case 'less':
    case 'more':
      return t(`bank.review.diff.${change.code}`, { by: money(change.fen) })
    case 'shorter':
    case 'longer':
    case 'added':
      return t(`bank.review.diff.${change.code}`, { n: change.n })
    case 'down':
    case 'up':
      return t(`bank.review.diff.${change.code}`, { by: percent(change.bp) })
    default:
      return t(`bank.review.diff.${change.code}`)
  }
}

function Arrow({ how: change }: { how: How }) {
  if (['less', 'shorter', 'down'].includes(change.code)) return <ArrowDownOutlined aria-hidden />
  return ['more', 'longer', 'up', 'added'].includes(change.code) ? <ArrowUpOutlined aria-hidden /> : null
}

/** Conditions, or the refusal's reason and sentence, in full. */
function Said({ opinion }: { opinion: Opinion }) {
  const { t } = useTranslation()
  if (opinion.kind === 'refusal')
    return (
      <div className="zb-card-body">
        <strong>{opinion.reason_code && t(`bank.reason.${opinion.reason_code}`)}</strong>
        <p style={{ margin: 0 }}>{opinion.sentence}</p>
      </div>
    )
  const conditions = conditionsOf(opinion, t)
  if (conditions.length === 0) return null
  return (
    <div className="zb-card-body">
      <strong>{t('bank.review.field.conditions')}</strong>
      <ol style={{ margin: 0, paddingLeft: 20, listStyle: 'decimal' }}>{conditions.map((each) => <li key={each}>{each}</li>)}</ol>
    </div>
  )
}
