import { useTranslation } from 'react-i18next'
import Money from '../../../ui/Money'
import { NO_RANGE, sumOf, type ValuationDraft } from '../model'
import RangeFields from './RangeFields'

interface Props {
  draft: ValuationDraft
  known: { right_id: string; title: string; label: string }[]
  onChange: (change: Partial<ValuationDraft>) => void
}

/** A range for each right; the sum is shown as the server will check it. */
export default function ValuesPerRight({ draft, known, onChange }: Props) {
  const { t } = useTranslation()
  const sum = sumOf(draft)
  return (
    <>
      {draft.rightIds.map((id) => {
        const right = known.find((each) => each.right_id === id)
        return (
          <fieldset key={id} className="va-right">
            <legend>{right?.title || right?.label || '…'}</legend>
            <RangeFields
              prefix={`va-${id}`}
              value={draft.values[id] ?? NO_RANGE}
              onChange={(range) => onChange({ values: { ...draft.values, [id]: range } })}
            />
          </fieldset>
        )
      })}
      <p aria-live="polite" className="num">
        {t('valuation.form.sum')}{' '}
        {sum ? (
          <strong>
            <Money fen={sum.low_fen} /> – <Money fen={sum.high_fen} />
          </strong>
        ) : (
          '—'
        )}
      </p>
    </>
  )
}
