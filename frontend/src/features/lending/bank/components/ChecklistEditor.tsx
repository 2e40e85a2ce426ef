/** The papers of the next version, line by line; saved as a draft that somebody else publishes. */
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons'
import { Button, Checkbox, InputNumber, Select } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import FormProblem from '../../../../ui/FormProblem'
import { ASKED, besides, MOST_DAYS, MOST_LINES, MOST_YEARS, PERS, type Requirement, useProductActs, type Version } from '../products'

interface Props {
  product: string
  /** What is in force. */
  from: Version
  close: () => void
}

interface Line {
  key: number
  asked: Requirement
}

export default function ChecklistEditor({ product, from: version, close }: Props) {
  const { t } = useTranslation()
  const { draft } = useProductActs(product)
  const from = version.checklist
  const [guarantee, setGuarantee] = useState(version.guarantee_required)
  const [papers, setPapers] = useState<readonly Requirement[]>(from)
  const changed = guarantee !== version.guarantee_required || papers.length !== from.length || papers.some((each, at) => from[at] === undefined || besides([each], [from[at]]).length > 0)
  return (
    <form className="zb-papers-form" onSubmit={(event) => {
      event.preventDefault()
      draft.mutate({ checklist: [...papers], guarantee_required: guarantee }, { onSuccess: close })
    }}>
      <CheckLines papers={from} onChange={setPapers} />
      <Checkbox checked={guarantee} onChange={(event) => setGuarantee(event.target.checked)}>{t('cover.required_tick')}</Checkbox>
      <p className="zr-sub">{t('bank.products.stays', { n: version.n })}</p>
      <FormProblem error={draft.error} />
      <div className="zb-acts">
        <Button type="primary" htmlType="submit" disabled={!changed} loading={draft.isPending}>{t('bank.products.save')}</Button>
        <Button onClick={close}>{t('common.cancel')}</Button>
      </div>
    </form>
  )
}

/** The lines alone; `papers` is what they start from. */
export function CheckLines({ papers, onChange }: { papers: readonly Requirement[]; onChange: (papers: Requirement[]) => void }) {
  const { t } = useTranslation()
  const [lines, setLines] = useState<Line[]>(() => papers.map((asked, key) => ({ key, asked })))
  const [nextKey, setNextKey] = useState(papers.length)
  const put = (next: Line[]) => {
    setLines(next)
    onChange(next.map((each) => each.asked))
  }
  const change = (key: number, part: Partial<Requirement>) => put(lines.map((each) => (each.key === key ? { key, asked: { ...each.asked, ...part } } : each)))
  const add = () => {
    put([...lines, { key: nextKey, asked: { kind: 'accounts', per: 'firm', years: 1, required: false, max_age_days: null } }])
    setNextKey(nextKey + 1)
  }
  return (
    <>
      <ul className="zb-plain">
        {lines.map((line, at) => (
          <li key={line.key}>
            <Row n={at + 1} asked={line.asked} change={(part) => change(line.key, part)} remove={() => put(lines.filter((each) => each !== line))} />
          </li>
        ))}
      </ul>
      {lines.length === 0 && <p className="zr-sub">{t('bank.products.asks_nothing')}</p>}
      <div><Button icon={<PlusOutlined aria-hidden />} onClick={add} disabled={lines.length >= MOST_LINES}>{t('bank.products.add')}</Button></div>
    </>
  )
}

function Row({ n, asked, change, remove }: { n: number; asked: Requirement; change: (part: Partial<Requirement>) => void; remove: () => void }) {
  const { t } = useTranslation()
  const id = useId()
  const name = t(`bank.document.${asked.kind}`, { defaultValue: asked.kind })
  return (
    <fieldset className="zb-paper-line">
      <legend>{t('bank.products.line', { n, name })}</legend>
      <div className="zr-field">
        <label htmlFor={`${id}-kind`}>{t('bank.products.kind')}</label>
        <Select id={`${id}-kind`} value={asked.kind} onChange={(kind) => change({ kind })}
          options={ASKED.map((value) => ({ value, label: t(`bank.document.${value}`) }))} />
      </div>
      <div className="zr-field">
        <label htmlFor={`${id}-per`}>{t('bank.products.per')}</label>
        <Select id={`${id}-per`} value={asked.per} onChange={(per) => change({ per, years: 1 })}
          options={PERS.map((value) => ({ value, label: t(`bank.products.per_of.${value}`) }))} />
      </div>
      {asked.per === 'year' && (
        <div className="zr-field">
          <label htmlFor={`${id}-years`}>{t('bank.products.years')}</label>
          <InputNumber id={`${id}-years`} min={1} max={MOST_YEARS} precision={0} value={asked.years} onChange={(years) => change({ years: years ?? 1 })} />
        </div>
      )}
      <div className="zr-field">
        <label htmlFor={`${id}-age`}>{t('bank.products.age')}</label>
        <InputNumber id={`${id}-age`} min={1} max={MOST_DAYS} precision={0} value={asked.max_age_days} onChange={(max_age_days) => change({ max_age_days })}
          placeholder={t('bank.products.any_age')} />
      </div>
      <Checkbox checked={asked.required} onChange={(event) => change({ required: event.target.checked })}>{t('bank.products.require')}</Checkbox>
      <Button type="text" danger icon={<DeleteOutlined aria-hidden />} onClick={remove} aria-label={t('bank.products.remove_of', { n, name })}>{t('bank.products.remove')}</Button>
    </fieldset>
  )
}
