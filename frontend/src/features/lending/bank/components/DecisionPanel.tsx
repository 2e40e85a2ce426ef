/** The checker's decision on the version that he saw; or why this person may not decide. */
import { Alert, Button, Input, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { asProblem } from '../../../../api/problem'
import { formatDateTime as moment } from '../../../../lib/dates'
import { useMe } from '../../../../lib/permissions'
import { useHotkeys } from '../../../../lib/useHotkeys'
import FormProblem from '../../../../ui/FormProblem'
import { type Dossier, type Opinion, deciders } from '../model'
import { type Done, useAct } from '../queries'
import { useKept } from '../useKept'
import { Card } from './Parts'
import { StaleOpinion } from './StaleOpinion'
import { REASONS } from '../../phrases'
import { BankWords } from './OpinionFields'

type Choice = 'approval' | 'send-back' | 'refusal'
const WORDS = { approval: 'agree', 'send-back': 'send_back', refusal: 'refuse' } as const

interface Props {
  dossier: Dossier
  opinion: Opinion
  onDone: (act: Choice) => void
}

export function DecisionPanel(props: Props) {
  const { t } = useTranslation()
  const may = (name: string) => props.dossier.application.allowed_actions.includes(name)
  const offered = (['approval', 'send-back', 'refusal'] as const).filter(may)
  return (
    <Card title={t('bank.review.decision')} id="review-decision">
      {offered.length === 0 ? <WhyNot {...props} /> : <Decide {...props} offered={offered} />}
    </Card>
  )
}

/** A direct link shows why there is nothing to press. */
function WhyNot({ dossier, opinion }: Props) {
  const { t } = useTranslation()
  const session = useMe()
  const names = deciders(dossier, opinion.maker.id).map((each) => each.name).join(' / ')
  const why =
    dossier.application.state !== 'opined'
      ? t('bank.review.why_not_state', { state: t(`status.loan_application.${dossier.application.state}`) })
      : opinion.maker.id === session.member.id
        ? t('bank.review.why_not_maker', { at: moment(opinion.made_at) })
        : t('bank.review.why_not_role')
  return (
    <>
      <Alert type="info" showIcon title={why} />
      {dossier.application.state === 'opined' && <p style={{ marginBottom: 0 }}>{t('bank.review.may_review', { names: names || t('bank.bar.no_checker') })}</p>}
    </>
  )
}

function Decide({ dossier, opinion, onDone, offered }: Props & { offered: readonly Choice[] }) {
  const { t } = useTranslation()
  const act = useAct()
  const { id } = dossier.application
  const kept = useKept(`review.${id}`, { choice: offered[0] as Choice, words: '' })
  const { words } = kept.value
  const choice = offered.includes(kept.value.choice) ? kept.value.choice : (offered[0] as Choice)
  // The version on screen when the page was opened; a newer one is shown only when he asks for it.
  const [seen, setSeen] = useState(opinion.version)
  const [missing, setMissing] = useState(false)
  const unchecked = dossier.valuation.frozen !== null && dossier.valuation.check === null

  const send = () => {
    if (choice === 'send-back' && words.trim() === '') {
      setMissing(true)
      document.getElementById('review-words')?.focus()
      return
    }
    const body: Record<Choice, Done> = {
      approval: { id, act: 'approval', body: { opinion_version: seen, note: words.trim() } },
      'send-back': { id, act: 'send-back', body: { opinion_version: seen, reason: words.trim() } },
      refusal: {
        id, act: 'refusal',
        body: { opinion_version: seen, note: opinion.kind === 'refusal' ? words.trim() : '', ...refusalOf(opinion, words) },
      },
    }
    act.mutate(body[choice], { onTaken: kept.forget, onSuccess: () => onDone(choice) })
  }
  useHotkeys({ 'ctrl+enter': send })
  const problem = act.error === null ? null : asProblem(act.error)
  const stale = problem?.code === 'lending.opinion_stale'
  return (
    <>
      {(stale || opinion.version !== seen) && (
        <StaleOpinion seen={seen} now={opinion.version} facts={problem?.facts ?? {}}
          onReload={() => { setSeen(Number(problem?.facts['opinion_version'] ?? opinion.version)); act.reset() }} />
      )}
      <Radio.Group value={choice} onChange={(event) => kept.set({ choice: event.target.value, words })} style={{ width: '100%' }}
        aria-label={t('bank.review.decision')}>
        {offered.map((each) => (
          <div key={each} className="zb-choice" data-on={each === choice}>
            <Radio value={each}>
              <strong>{t(`bank.review.${WORDS[each]}`)}</strong>
              <span className="zb-small">
                {each === 'approval' && unchecked ? t('bank.review.agree_blocked') : t(`bank.review.${WORDS[each]}_help`, { name: opinion.maker.name })}
              </span>
            </Radio>
          </div>
        ))}
      </Radio.Group>
      {choice === 'refusal' && opinion.kind === 'grant' ? (
        <RefusalWords onChange={(said) => kept.set({ choice, words: said })} words={words} />
      ) : (
        <>
          <label htmlFor="review-words">{t('bank.review.opinion_label')}</label>
          <Input.TextArea id="review-words" rows={4} maxLength={2000} value={words} status={missing ? 'error' : undefined}
            aria-invalid={missing} aria-describedby="review-words-error"
            onChange={(event) => { setMissing(false); kept.set({ choice, words: event.target.value }) }} />
          <div id="review-words-error" className="zb-late" style={{ fontSize: 12, minHeight: 20 }}>{missing && t('bank.review.reason_needed')}</div>
        </>
      )}
      {!stale && <FormProblem error={act.error} />}
      <Button type="primary" danger={choice === 'refusal'} block size="large" loading={act.isPending} onClick={send}>
        {t(`bank.review.submit_${WORDS[choice]}`)}
      </Button>
      <p className="zb-card-sub" style={{ margin: '8px 0 0' }}>{t('bank.review.why', { n: seen })}</p>
    </>
  )
}

/** A refusal against the maker's opinion: `code` and sentence in one kept text, `code|sentence`. */
function refusalOf(opinion: Opinion, words: string) {
  if (opinion.kind === 'refusal') return {}
  const { code, sentence } = parted(words)
  return { reason_code: (code || null) as never, sentence }
}

function parted(words: string) {
  const bar = words.indexOf('|')
  return bar < 0 ? { code: '', sentence: words } : { code: words.slice(0, bar), sentence: words.slice(bar + 1) }
}

function RefusalWords({ words, onChange }: { words: string; onChange: (words: string) => void }) {
  const { t } = useTranslation()
  const { code, sentence } = parted(words)
  return (
    <>
      <label htmlFor="review-reason">{t('bank.decision.reason')}</label>
      <select id="review-reason" className="zb-select" value={code} onChange={(event) => onChange(`${event.target.value}|${sentence}`)}>
        <option value="">{t('bank.form.choose')}</option>
        {REASONS.map((each) => <option key={each} value={each}>{t(`bank.reason.${each}`)}</option>)}
      </select>
      <BankWords code={code} />
      <label htmlFor="review-sentence">{t('bank.decision.sentence')}</label>
      <Input.TextArea id="review-sentence" rows={3} maxLength={2000} value={sentence} style={{ marginBottom: 16 }}
        onChange={(event) => onChange(`${code}|${event.target.value}`)} />
    </>
  )
}
