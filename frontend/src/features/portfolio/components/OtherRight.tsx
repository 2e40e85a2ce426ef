import { Button, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { useKeptDraft } from '../../../lib/useKeptDraft'
import FormProblem from '../../../ui/FormProblem'
import Panel from '../../../ui/Panel'
import { APART, type Apart } from '../model'
import { useDeclareRight } from '../queries'
import OtherRightFields, { bodyOf, missingOf, type OtherDraft } from './OtherRightFields'

interface Draft extends OtherDraft {
  kind: Apart
}

const EMPTY: Draft = { kind: 'trademark', number: '', title: '', facts: {} }

/** A right that is no patent, by its number and what its certificate says. */
export default function OtherRight() {
  const { t } = useTranslation()
  const draft = useKeptDraft<Draft>('other-right', EMPTY)
  const [tried, setTried] = useState(false)
  const send = useDeclareRight()
  const { kind } = draft.value
  const missing = missingOf(kind, draft.value, t)
  const submit = () => {
    setTried(true)
    if (missing.length > 0) return
    send.mutate(bodyOf(kind, draft.value), {
      onTaken: draft.drop,
      onSuccess: () => {
        draft.reset()
        setTried(false)
      },
    })
  }

  return (
    <Panel title={t('portfolio.other.title')} sub={t('portfolio.other.hint')}>
      <form
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <Radio.Group
          aria-label={t('portfolio.other.kind')}
          value={kind}
          onChange={(event) => {
            send.reset()
            setTried(false)
            draft.set({ ...draft.value, kind: event.target.value as Apart })
          }}
          options={APART.map((value) => ({ value, label: t(`portfolio.kind.${value}`) }))}
        />
        <OtherRightFields kind={kind} draft={draft.value} tried={tried}
          onChange={(said) => draft.set({ kind, ...said })} />
        <div role="alert" className="field-error">
          {tried && missing.length > 0 && t('portfolio.other.needed', { names: missing.join(t('common.sep')) })}
        </div>
        {send.isError && <FormProblem error={send.error} />}
        <div className="pf-actions">
          <Button htmlType="submit" loading={send.isPending}>{t('portfolio.other.submit')}</Button>
        </div>
        <div role="status">
          {send.isSuccess && (
            <p className="pf-taken">
              {t('portfolio.other.done', { title: send.data.title, label: send.data.label })}{' '}
              <Link to={`/e/ip/${send.data.id}`}>{t('portfolio.other.open')}</Link>
            </p>
          )}
        </div>
      </form>
    </Panel>
  )
}
