/** How the reader is told: each kind at once, once a day or not at all; quiet hours. */
import { Button, Segmented, Switch } from 'antd'
import { type FormEvent, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { formatDateTime } from '../../../lib/dates'
import ErrorState from '../../../ui/ErrorState'
import FormProblem from '../../../ui/FormProblem'
import PageHeader from '../../../ui/PageHeader'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import HourField from '../components/HourField'
import { type Choice, type Settings, choiceOf } from '../settings'
import { useChoosing, useSettings } from '../queries'
import '../notifications.css'

export default function SettingsPage() {
  const { t } = useTranslation()
  const settings = useSettings()
  return (
    <>
      <PageHeader title={t('notifications.settings.title')} sub={t('notifications.settings.sub')}
        crumbs={[{ label: t('notifications.page.title'), to: '/notifications' }, { label: t('notifications.settings.title') }]} />
      {settings.isPending && <Panel><SkeletonRows rows={8} /></Panel>}
      {settings.isLoadingError && <ErrorState error={settings.error} retry={() => void settings.refetch()} />}
      {settings.data && <Form settings={settings.data} />}
    </>
  )
}

function Form({ settings }: { settings: Settings }) {
  const { t } = useTranslation()
  const choosing = useChoosing()
  const [choice, setChoice] = useState<Choice>(() => choiceOf(settings))
  const [saved, setSaved] = useState<Choice | null>(null)
  const [error, setError] = useState<unknown>(null)
  const change = (part: Partial<Choice>) => setChoice({ ...choice, ...part })
  const save = async (event: FormEvent) => {
    event.preventDefault()
    setError(null)
    setSaved(null)
    try {
      await choosing.mutateAsync(choice)
      setSaved(choice)
    } catch (problem) {
      setError(problem)
    }
  }
  return (
    <form className="zr-told" noValidate onSubmit={(event) => void save(event)}>
      <FormProblem error={error} />
      {settings.held > 0 && settings.next_at && (
        <p className="zr-told-held">{t('notifications.settings.held', { n: settings.held, at: formatDateTime(settings.next_at) })}</p>
      )}
      <Panel title={t('notifications.settings.kinds')} sub={t('notifications.settings.kindsSub')} flush>
        <ul className="zr-told-kinds">
          {settings.kinds.map(({ kind, fixed }) => {
            const name = t(`notifications.kind.${kind}`)
            return (
              <li key={kind}>
                <div>
                  <span id={`told-${kind}`}>{name}</span>
                  <div className="zr-sub">{t(`notifications.kindSub.${kind}`)}</div>
                </div>
                {fixed
                  ? <span className="zr-sub">{t('notifications.settings.fixed')}</span>
                  : <Segmented aria-labelledby={`told-${kind}`} value={choice.modes[kind] ?? 'at_once'}
                      onChange={(mode) => change({ modes: { ...choice.modes, [kind]: mode } })}
                      options={(['at_once', 'daily', 'off'] as const).map((value) => ({ value, label: t(`notifications.mode.${value}`) }))} />}
              </li>
            )
          })}
        </ul>
      </Panel>
      <Panel title={t('notifications.settings.hours')} sub={t('notifications.settings.hoursSub')}>
        <div className="zr-form">
          <HourField label={t('field.digest_at')} help={t('notifications.settings.digestHelp')} value={choice.digest_at} onChange={(digest_at) => change({ digest_at })} />
          <div className="zr-told-switch">
            <Switch id="told-quiet" checked={choice.quiet} onChange={(quiet) => change({ quiet })} />
            <label htmlFor="told-quiet">{t('notifications.settings.quiet')}</label>
          </div>
          {choice.quiet && (
            <>
              <div className="zr-told-hours">
                <HourField label={t('field.quiet_from')} value={choice.quiet_from} onChange={(quiet_from) => change({ quiet_from })} />
                <HourField label={t('field.quiet_until')} value={choice.quiet_until} onChange={(quiet_until) => change({ quiet_until })} />
              </div>
              <p className="zr-sub">{t(choice.quiet_from > choice.quiet_until ? 'notifications.settings.overnight' : 'notifications.settings.sameDay', { from: choice.quiet_from, until: choice.quiet_until })}</p>
            </>
          )}
        </div>
      </Panel>
      <div className="zr-told-end">
        <Button type="primary" htmlType="submit" loading={choosing.isPending}>{t('notifications.settings.save')}</Button>
        {saved === choice && <span role="status">{t('notifications.settings.saved')}</span>}
        <Link to="/notifications">{t('notifications.settings.back')}</Link>
      </div>
    </form>
  )
}
