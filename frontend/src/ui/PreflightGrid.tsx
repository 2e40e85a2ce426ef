/** CNIPA's twelve grounds of refusal in registry order, with what is unknown and what settles it. */
import { CheckCircleFilled, CloseCircleFilled, QuestionCircleFilled } from '@ant-design/icons'
import { Button } from 'antd'
import type { TFunction } from 'i18next'
import { useTranslation } from 'react-i18next'
import { groundWords } from './RegimeLine'
import './preflight.css'

export type GroundAnswer = 'pass' | 'fail' | 'unknown'
export interface PreflightReason {
  code: string
  right_id: string | null
  facts: Record<string, unknown>
}
export interface PreflightGround {
  ground: number
  answer: GroundAnswer | string
  reasons: readonly PreflightReason[]
  settled_by: readonly string[]
  source: Record<string, unknown> | null
}

const MARKS = { pass: CheckCircleFilled, fail: CloseCircleFilled, unknown: QuestionCircleFilled }
const WAIVABLE = new Set([10, 11])

/** A reason in words; what the gazette says is named by its code. */
export function reasonWords(t: TFunction, reason: PreflightReason) {
  const list = (value: unknown) => (Array.isArray(value) ? value.join(t('common.sep')) : '')
  if (reason.code.startsWith('gazette_')) return t('preflight.reason.gazette', { code: reason.code.slice(8) })
  return t(`preflight.reason.${reason.code}`, {
    missing: list(reason.facts['missing']),
    owners: list(reason.facts['owners']),
    code: reason.code,
    defaultValue: t('preflight.reason.other', { code: reason.code }),
  })
}

export function preflightTally(grounds: readonly PreflightGround[]) {
  const of = (answer: GroundAnswer) => grounds.filter((each) => each.answer === answer).length
  return { pass: of('pass'), fail: of('fail'), unknown: of('unknown') }
}

interface Props {
  grounds: readonly PreflightGround[]
  /** A patent's number by its right, to name it in a reason. */
  labels: Readonly<Record<string, string>>
  /** Whose questions these are; patents' without it. */
  register?: string
  /** Offers to record what settles a ground. */
  onRecord?: (ground: PreflightGround) => void
}

export function PreflightGrid({ grounds, labels, register, onRecord }: Props) {
  const { t } = useTranslation()
  if (grounds.length === 0) return <p className="zr-preflight-why">{t('preflight.none')}</p>
  return (
    <ol className="zr-preflight" aria-label={t('preflight.title')}>
      {grounds.map((ground) => (
        <One key={ground.ground} ground={ground} labels={labels} register={register} onRecord={onRecord} />
      ))}
    </ol>
  )
}

function One({ ground, labels, register, onRecord }: Omit<Props, 'grounds'> & { ground: PreflightGround }) {
  const { t } = useTranslation()
  const answer = ground.answer as GroundAnswer
  const Mark = MARKS[answer]
  const words = groundWords(t, register, ground.ground, t(`preflight.ground.${ground.ground}`))
  const recordable = onRecord !== undefined && answer !== 'pass' && ![6, 7].includes(ground.ground)
  return (
    <li className="zr-preflight-one" id={`ground-${ground.ground}`} tabIndex={-1}>
      <span className="zr-preflight-n">{ground.ground}</span>
      <Mark className="zr-preflight-mark" data-answer={answer} aria-label={t(`preflight.answer.${answer}`)} role="img" />
      <div className="zr-preflight-words">
        {words}
        <Why ground={ground} labels={labels} />
        {recordable && (
          <Button type="link" size="small" style={{ padding: 0, height: 24 }} onClick={() => onRecord(ground)}
            aria-label={`${t('preflight.record_it')}${t('common.colon')}${words}`}>
            {t('preflight.record_it')}
          </Button>
        )}
      </div>
    </li>
  )
}

function Why({ ground, labels }: { ground: PreflightGround; labels: Props['labels'] }) {
  const { t } = useTranslation()
  const answer = ground.answer as GroundAnswer
  if (answer === 'pass') {
    const source = String(ground.source?.['source'] ?? '')
    if (source === '') return null
    const on = ground.source?.['as_of']
    const name = t(`preflight.source_name.${source}`, { defaultValue: source })
    return (
      <p className="zr-preflight-why">
        {on ? t('preflight.source_on', { source: name, date: String(on) }) : t('preflight.source', { source: name })}
      </p>
    )
  }
  return (
    <>
      {reasonLines(t, ground.reasons, labels).map((line) => (
        <p key={line} className="zr-preflight-why" data-answer={answer}>{line}</p>
      ))}
      {answer === 'fail' && WAIVABLE.has(ground.ground) && (
        <p className="zr-preflight-why">{t('preflight.waivable')}</p>
      )}
      {answer === 'unknown' && ground.settled_by.length > 0 && (
        <p className="zr-preflight-why">
          {t('preflight.settled_by', {
            list: ground.settled_by.map((by) => t(`preflight.source_name.${by}`, { defaultValue: by })).join(t('common.sep')),
          })}
        </p>
      )}
    </>
  )
}

/** One line a reason, with the patents it concerns. */
function reasonLines(t: TFunction, reasons: readonly PreflightReason[], labels: Props['labels']) {
  const byWords = new Map<string, string[]>()
  for (const reason of reasons) {
    const words = reasonWords(t, reason)
    const label = reason.right_id === null ? undefined : labels[reason.right_id]
    byWords.set(words, [...(byWords.get(words) ?? []), ...(label === undefined ? [] : [label])])
  }
  // What concerns the whole bundle names no patent.
  const whole = Object.keys(labels).length
  return [...byWords].map(([words, named]) => (named.length === 0 || named.length === whole ? words : `${words} · ${named.join(t('common.sep'))}`))
}

/** The twelve answers as a strip of blocks, for a preview. */
export function PreflightStrip({ grounds }: { grounds: readonly PreflightGround[] }) {
  const { t } = useTranslation()
  const words = t('preflight.summary', preflightTally(grounds))
  return (
    <div className="zr-strip">
      <span role="img" aria-label={words} className="zr-strip">
        {grounds.map((each) => (
          <span key={each.ground} className="zr-strip-block" data-answer={each.answer} aria-hidden>{each.ground}</span>
        ))}
      </span>
      <span className="zr-preflight-why">{words}</span>
    </div>
  )
}
