import { Input, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import { USES, fenOfWan, type NeedDraft, type NeedField } from '../../lib/need'
import Money from '../Money'
import Field from './Field'

interface Props {
  words: string
  useWords: string
  draft: NeedDraft
  open: NeedField[]
  onChange: (change: Partial<NeedDraft>) => void
}

/** Amount, term and use of the money. */
export default function MoneyFields({ words, useWords, draft, open, onChange }: Props) {
  const { t } = useTranslation()
  const fen = fenOfWan(draft.amountWan)
  return (
    <div className="need-grid">
      <Field
        id="need-amount"
        label={t(`${words}.amount.label`)}
        error={open.includes('amount') ? t(`${words}.amount.need`) : undefined}
      >
        <Input
          id="need-amount"
          inputMode="decimal"
          value={draft.amountWan}
          status={open.includes('amount') ? 'error' : undefined}
          aria-describedby="need-amount-error"
          onChange={(event) => onChange({ amountWan: event.target.value })}
        />
        {fen !== null && fen > 0 && (
          <span className="need-hint">
            <Money fen={fen} exact />
          </span>
        )}
      </Field>
      <Field
        id="need-term"
        label={t(`${words}.term.label`)}
        error={open.includes('term') ? t(`${words}.term.need`) : undefined}
      >
        <Input
          id="need-term"
          inputMode="numeric"
          value={draft.termMonths}
          status={open.includes('term') ? 'error' : undefined}
          aria-describedby="need-term-error"
          onChange={(event) => onChange({ termMonths: event.target.value })}
        />
      </Field>
      <Field
        id="need-use"
        label={t(`${words}.use.label`)}
        error={open.includes('use') ? t(`${words}.use.need`) : undefined}
      >
        <Select
          id="need-use"
          value={draft.use || undefined}
          status={open.includes('use') ? 'error' : undefined}
          aria-label={t(`${words}.use.label`)}
          options={USES.map((value) => ({ value, label: t(`${useWords}.${value}`) }))}
          onChange={(use: string) => onChange({ use })}
        />
      </Field>
      <Field id="need-note" label={t(`${words}.use.note`)} wide>
        <Input.TextArea
          id="need-note"
          rows={2}
          maxLength={500}
          value={draft.useNote}
          onChange={(event) => onChange({ useNote: event.target.value })}
        />
      </Field>
    </div>
  )
}
