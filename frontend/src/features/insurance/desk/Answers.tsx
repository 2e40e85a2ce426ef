/** The firm's answers, each with its source beside it; what changed since last year first. */
import { useTranslation } from 'react-i18next'
import Mark from '../../../ui/Mark'
import Panel from '../../../ui/Panel'
import { placeOfBlock, questionWords, told } from '../../../ui/cover/answers'
import type { Detail } from './queries'

/** A longer list is folded. */
const MOST = 3

export default function Answers({ found }: { found: Detail }) {
  const { t } = useTranslation()
  const changed = new Map(found.differences.map((each) => [String(each.question), each]))
  const names = Object.keys(found.origins).sort((a, b) => placeOfBlock(a) - placeOfBlock(b))
  const rows = [...names.filter((name) => changed.has(name)), ...names.filter((name) => !changed.has(name))].filter((name) => name !== 'cover.parts')
  return (
    <Panel title={t('insurance.desk.answers')} sub={t('insurance.desk.answers_sub', { count: names.length, n: found.submission.version })} flush>
      <dl className="zu-answers">
        {rows.map((name) => {
          const [block = '', field = ''] = name.split('.')
          const origin = found.origins[name]
          const value = (found.answers[block] as Record<string, unknown> | undefined)?.[field]
          return (
            <div key={name}>
              <dt>{questionWords(name, t)}</dt>
              <dd>
                {Array.isArray(value) && value.length > MOST
                  ? <details><summary>{t('insurance.desk.items', { count: value.length })}</summary><ul>{value.map((each, n) => <li key={n}>{told(field, each, t)}</li>)}</ul></details>
                  : told(field, value, t)}
                <div className="zr-sub">{t(`insurance.desk.source.${origin?.source}`)}{origin?.ref && ` · ${origin.ref}`}{origin && origin.file_ids.length > 0 && ` · ${t('insurance.desk.papers', { count: origin.file_ids.length })}`}</div>
                {changed.has(name) && <Mark tone="warning">{t('insurance.desk.was', { before: told(field, changed.get(name)?.before, t) })}</Mark>}
              </dd>
            </div>
          )
        })}
      </dl>
    </Panel>
  )
}
