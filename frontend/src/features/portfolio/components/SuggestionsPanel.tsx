import { SearchOutlined } from '@ant-design/icons'
import { Button, Checkbox } from 'antd'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link, useLocation } from 'react-router'
import FormProblem from '../../../ui/FormProblem'
import Mark from '../../../ui/Mark'
import { today } from '../../../lib/dates'
import { isChosenAtFirst, type Suggestion } from '../model'
import { useAddAssets, useSuggestions } from '../queries'

const SHOWN = 8

/** Patents found under the firm's name: a gift, chosen from the start, taken with one click. */
export default function SuggestionsPanel() {
  const { t } = useTranslation()
  const { hash } = useLocation()
  const frame = useRef<HTMLElement>(null)
  const [off, setOff] = useState<Set<string> | null>(null)
  const [open, setOpen] = useState(false)
  const [hidden, setHidden] = useState(false)
  const [nothing, setNothing] = useState(false)
  const suggestions = useSuggestions()
  const add = useAddAssets()
  const items = suggestions.data?.items ?? []
  const total = suggestions.data?.total ?? 0

  useEffect(() => {
    if (hash === '#suggestions' && items.length > 0) frame.current?.scrollIntoView()
  }, [hash, items.length])

  const day = today()
  const isOff = (each: Suggestion) =>
    off === null ? !isChosenAtFirst(each, day) : off.has(each.right_id)
  const chosen = items.filter((each) => !isOff(each))
  const toggle = (ids: string[], on: boolean) => {
    const next = new Set(items.filter(isOff).map((each) => each.right_id))
    for (const id of ids) {
      if (on) next.delete(id)
      else next.add(id)
    }
    setOff(next)
    setNothing(false)
  }
  const take = () => {
    if (chosen.length === 0) return setNothing(true)
    add.mutate({ right_ids: chosen.map((each) => each.right_id) }, { onSuccess: () => setOff(null) })
  }

  if (hidden) return <p className="muted">{t('portfolio.suggest.notOursDone')}</p>
  if (items.length === 0)
    return add.isSuccess ? (
      <p role="status" className="pf-taken">
        {t('portfolio.suggest.taken', { n: add.data.items.length })}
        {' '}
        <Link to="/e/ip">{t('portfolio.import.actions.assets')}</Link>
        {' · '}
        <Link to="/e/matches">{t('portfolio.import.actions.products')}</Link>
      </p>
    ) : null

  const shown = open ? items : items.slice(0, SHOWN)
  const first = items[0]
  return (
    <section id="suggestions" ref={frame} className="pf-gift" aria-labelledby="pf-gift-title">
      <header className="pf-gift-head">
        <SearchOutlined aria-hidden className="pf-banner-icon" />
        <div className="pf-grow">
          <h2 id="pf-gift-title" className="pf-banner-title">
            {t('portfolio.suggest.title', { n: total })}
          </h2>
          <p className="pf-banner-text">
            {t('portfolio.suggest.text', {
              source: t(`portfolio.source.${first?.source ?? 'gazette'}`),
              date: first?.as_of ?? '',
            })}
          </p>
          {nothing && (
            <p role="alert" className="field-error">
              {t('portfolio.suggest.none')}
            </p>
          )}
          {add.isError && <FormProblem error={add.error} />}
        </div>
        <Button type="primary" loading={add.isPending} onClick={take}>
          {t('portfolio.suggest.take', { n: chosen.length })}
        </Button>
      </header>
      <div className="pf-scroll" tabIndex={0} role="region" aria-labelledby="pf-gift-title">
        <table className="pf-table">
          <thead>
            <tr>
              <th scope="col">
                <Checkbox
                  aria-label={t('portfolio.list.pickAll')}
                  checked={chosen.length === items.length}
                  indeterminate={chosen.length > 0 && chosen.length < items.length}
                  onChange={(event) =>
                    toggle(
                      items.map((each) => each.right_id),
                      event.target.checked,
                    )
                  }
                />
              </th>
              <th scope="col">{t('portfolio.list.col.number')}</th>
              <th scope="col">{t('portfolio.list.col.title')}</th>
              <th scope="col">{t('portfolio.list.col.kind')}</th>
              <th scope="col">{t('portfolio.suggest.col.status')}</th>
              <th scope="col">{t('portfolio.list.col.expires')}</th>
            </tr>
          </thead>
          <tbody>
            {shown.map((each) => (
              <tr key={each.right_id}>
                <td>
                  <Checkbox
                    aria-label={t('portfolio.list.pick', { title: each.title })}
                    checked={!isOff(each)}
                    onChange={(event) => toggle([each.right_id], event.target.checked)}
                  />
                </td>
                <td className="nowrap num">{each.label}</td>
                <td>{each.title}</td>
                <td className="nowrap">{t(`portfolio.kind.${each.kind}`)}</td>
                <td className="nowrap">
                  <Term expiresOn={each.expires_on} day={day} />
                </td>
                <td className="nowrap num">
                  {each.expires_on ?? t('portfolio.list.expiryUnknown')}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <footer className="pf-gift-foot">
        <span className="muted">
          {shown.length < items.length
            ? t('portfolio.suggest.rest', { n: items.length - shown.length })
            : t('portfolio.suggest.allShown')}
        </span>
        <span className="pf-grow" />
        {shown.length < items.length && (
          <Button type="link" onClick={() => setOpen(true)}>
            {t('portfolio.suggest.expand', { n: items.length - shown.length })}
          </Button>
        )}
        <Button type="link" onClick={() => setHidden(true)}>
          {t('portfolio.suggest.notOurs')}
        </Button>
      </footer>
    </section>
  )
}

function Term({ expiresOn, day }: { expiresOn: string | null; day: string }) {
  const { t } = useTranslation()
  if (expiresOn === null) return <Mark tone="neutral">{t('portfolio.suggest.unknown')}</Mark>
  if (expiresOn <= day) return <Mark tone="warning">{t('portfolio.suggest.over')}</Mark>
  return <Mark tone="success">{t('portfolio.suggest.inForce')}</Mark>
}
