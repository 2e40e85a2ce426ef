/** What is still open before the proposal can be sent; each leads to its field. */
import { useTranslation } from 'react-i18next'
import { useAsking } from './context'
import { useQuestionName } from './fields'
import { blockOf, questionOf } from './model'

export default function Missing() {
  const { t } = useTranslation()
  const name = useQuestionName()
  const { proposal, go } = useAsking()
  if (proposal.missing.length === 0) return <p role="status">{t('insurance.proposal.complete')}</p>
  const said = (path: string) => {
    const [, , n, field] = path.split('.')
    if (n !== undefined && field) return `${name(questionOf(path))} · ${t('insurance.proposal.row', { n: Number(n) + 1 })} · ${t(`insurance.proposal.right.${field}`, { defaultValue: t(`field.${field}`, { defaultValue: field }) })}`
    return n === undefined ? name(path) : `${name(questionOf(path))} · ${t(`field.${n}`, { defaultValue: n })}`
  }
  return (
    <div role="status">
      <p>{t('insurance.proposal.incomplete', { count: proposal.missing.length })}</p>
      <ul className="zp-missing">
        {proposal.missing.map((path) => (
          <li key={path}>
            <span className="zr-sub">{t(`insurance.proposal.block.${blockOf(path)}`)}</span>{' '}
            <button type="button" className="zi-link" onClick={() => go(blockOf(path), path)}>{said(path)}</button>
          </li>
        ))}
      </ul>
    </div>
  )
}
