import { CheckOutlined, CloseOutlined, QuestionOutlined } from '@ant-design/icons'
import { useTranslation } from 'react-i18next'
import RegimeLine, { groundWords } from '../../../../ui/RegimeLine'
import { tally, type Ground, type Pledge, type PledgePreflight as Answer } from '../model'

const P = 'lending_enterprise.pledge.preflight'
const ICON = { pass: CheckOutlined, fail: CloseOutlined, unknown: QuestionOutlined } as const

interface Props {
  answer: Answer
  rights: Pledge['rights']
}

/** CNIPA's twelve grounds in register order, each with its answer and what would settle it. */
export default function PledgePreflight({ answer, rights }: Props) {
  const { t } = useTranslation()
  const { preflight } = answer
  const count = tally(preflight)
  return (
    <section aria-labelledby="le-preflight-title">
      <h3 id="le-preflight-title" className="le-sub">
        {t(`${P}.title`)}{' '}
        <small>
          {t(`${P}.summary`, count)} · {t(`${P}.on`, { date: preflight.on })}
          {preflight.stale_after && ` · ${t(`${P}.stale`, { date: preflight.stale_after })}`}
        </small>
      </h3>
      <ol className="le-grounds">
        {preflight.answers.map((ground) => (
          <GroundRow key={ground.ground} ground={ground} rights={rights} register={preflight.regime.register} />
        ))}
      </ol>
      {preflight.to_declare.length > 0 && (
        <p className="le-note">{t(`${P}.declare`, { v: preflight.to_declare.join(t('common.sep')) })}</p>
      )}
      {preflight.notes.map((note) => (
        <p key={note.code} className="le-note">
          {t(`${P}.noteText.${note.code}`, { defaultValue: note.code })}
        </p>
      ))}
      <RegimeLine regime={preflight.regime} />
    </section>
  )
}

function GroundRow({ ground, rights, register }: { ground: Ground; rights: Pledge['rights']; register: string }) {
  const { t } = useTranslation()
  const answer = ground.answer as keyof typeof ICON
  const Icon = ICON[answer]
  const reasons = [...new Set(ground.reasons.map((reason) => reason.code))].filter(
    (code) => code !== 'proven',
  )
  const named = rights.filter((right) => ground.right_ids.includes(right.id))
  return (
    <li className={`le-ground le-${answer}`}>
      <span className="le-ground-n num">{ground.ground}</span>
      <div>
        <div>
          <Icon aria-hidden /> <strong>{t(`${P}.answer.${answer}`)}</strong>{' '}
          {groundWords(t, register, ground.ground, t(`${P}.ground.${ground.ground}`))}
        </div>
        {answer !== 'pass' && (
          <div className="muted">
            {reasons
              .map((code) => t(`${P}.reason.${code}`, { defaultValue: t(`${P}.reason.other`) }))
              .join(t('common.semicolon'))}
            {ground.settled_by.length > 0 &&
              `${t('lending_enterprise.stop')}${t(`${P}.settle`, {
                v: ground.settled_by
                  .map((code) => t(`${P}.settledBy.${code}`, { defaultValue: code }))
                  .join(t('common.sep')),
              })}`}
          </div>
        )}
        {answer !== 'pass' && named.length > 0 && named.length < rights.length && (
          <div className="muted num">
            {t(`${P}.of`, { v: named.map((right) => right.label).join(t('common.sep')) })}
          </div>
        )}
      </div>
    </li>
  )
}
