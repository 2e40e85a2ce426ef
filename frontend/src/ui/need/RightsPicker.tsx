import { Button, Checkbox, Input } from 'antd'
import { CloseOutlined } from '@ant-design/icons'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { today } from '../../lib/dates'
import { DayField } from '../DayField'
import './need.css'

export interface PickableRight {
  right_id: string
  label: string
  title: string
  kind: string
  expires_on: string | null
  can_be_pledged_at_cnipa: boolean
  /** What is missing of it, e.g. `application_number`. */
  needs: readonly string[]
}

interface Props {
  /** Where the words stand, e.g. `listing.need.rights`; kinds under `words.kind`. */
  words: string
  kindWords: string
  items: PickableRight[]
  chosen: string[]
  onChange: (ids: string[]) => void
  onSearch: (text: string) => void
  hasMore: boolean
  onMore: () => void
  loading: boolean
  /** When given, each chosen right may say since when it is in use. */
  usedSince?: Record<string, string>
  onUsedSince?: (id: string, day: string) => void
  invalid?: boolean
  id: string
}

/** Choose patents of the portfolio; what is chosen stays in sight while searching. */
export default function RightsPicker(props: Props) {
  const { t } = useTranslation()
  const { words, items, chosen, onChange } = props
  const [known, setKnown] = useState<Map<string, PickableRight>>(new Map())
  const [text, setText] = useState('')
  const missing = items.filter((item) => !known.has(item.right_id))
  if (missing.length > 0)
    setKnown(new Map([...known, ...missing.map((item) => [item.right_id, item] as const)]))

  const toggle = (id: string, on: boolean) =>
    onChange(on ? [...chosen, id] : chosen.filter((each) => each !== id))

  return (
    <fieldset className="need-rights" id={props.id} tabIndex={-1} aria-describedby={`${props.id}-hint`}>
      <legend className="need-legend">{t(`${words}.title`)}</legend>
      <p id={`${props.id}-hint`} className="need-hint">
        {t(`${words}.hint`)}
      </p>
      <div className="need-search">
        <Input.Search
          allowClear
          value={text}
          loading={props.loading}
          aria-label={t(`${words}.q`)}
          placeholder={t(`${words}.q`)}
          onChange={(event) => {
            setText(event.target.value)
            if (event.target.value === '') props.onSearch('')
          }}
          onSearch={(value) => props.onSearch(value.trim())}
        />
        <strong aria-live="polite" className="need-count">
          {t(`${words}.chosen`, { n: chosen.length })}
        </strong>
      </div>
      {items.length === 0 && !props.loading && (
        <p className="need-hint">
          {t(text === '' ? `${words}.empty` : `${words}.noMatch`)}{' '}
          {text === '' && <Link to="/e/ip/import">{t(`${words}.import`)}</Link>}
        </p>
      )}
      <ul className={`need-list${props.invalid ? ' need-invalid' : ''}`} aria-label={t(`${words}.title`)}>
        {items.map((item) => (
          <li key={item.right_id}>
            <Checkbox
              checked={chosen.includes(item.right_id)}
              onChange={(event) => toggle(item.right_id, event.target.checked)}
            >
              <span className="need-title">{item.title || item.label}</span>
              <span className="need-meta">
                {item.label} · {t(`${props.kindWords}.${item.kind}`)} ·{' '}
                {item.expires_on
                  ? t(`${words}.expires`, { date: item.expires_on })
                  : t(`${words}.expiryUnknown`)}
                {!item.can_be_pledged_at_cnipa && ` · ${t(`${words}.${item.needs.includes('application_number') ? 'noNumber' : 'cannot'}`)}`}
              </span>
            </Checkbox>
          </li>
        ))}
      </ul>
      {props.hasMore && (
        <Button type="link" onClick={props.onMore}>
          {t(`${words}.more`)}
        </Button>
      )}
      {chosen.length > 0 && (
        <ul className="need-chosen">
          {chosen.map((id) => {
            const right = known.get(id)
            const title = right?.title || right?.label || '…'
            return (
              <li key={id}>
                <span className="need-title">{title}</span>
                {props.onUsedSince && (
                  <span className="need-since">
                    <span>{t(`${words}.usedSince`)}</span>
                    <DayField
                      label={t(`${words}.usedFor`, { title })}
                      upTo={today()}
                      value={props.usedSince?.[id] || undefined}
                      onChange={(day) => props.onUsedSince?.(id, day ?? '')}
                    />
                  </span>
                )}
                <Button
                  type="text"
                  size="small"
                  icon={<CloseOutlined aria-hidden />}
                  aria-label={t(`${words}.off`, { title })}
                  onClick={() => toggle(id, false)}
                />
              </li>
            )
          })}
        </ul>
      )}
    </fieldset>
  )
}
