/** Every opinion on the case with what became of it, and the offer, as they stand on record. */
import type { TFunction } from 'i18next'
import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDateTime as moment } from '../../../../lib/dates'
import { formatBp } from '../../../../lib/fen'
import { useMoney } from '../../../../lib/useMoney'
import type { Dossier, Opinion } from '../model'

type Line = [name: string, value: ReactNode]

export function Decisions({ dossier }: { dossier: Dossier }) {
  const { t } = useTranslation()
  const money = useMoney()
  const { opinions, offer } = dossier.application
  if (!opinions?.length && !offer) return <p>{t('bank.paper.undecided')}</p>
  return (
    <>
      {opinions?.map((opinion) => (
        <Part key={opinion.version} title={t('bank.paper.opinion_n', { n: opinion.version, kind: t(`bank.decision.${opinion.kind === 'grant' ? 'grant' : 'refusal'}`) })}
          lines={[...proposed(opinion, t, money), ...decided(opinion, t)]} />
      ))}
      {offer && (
        <Part title={t('bank.offer.title')} lines={[
          [t('bank.offer.amount'), money(offer.amount_fen)], [t('bank.offer.rate'), formatBp(offer.rate_bp)],
          [t('bank.offer.term'), t('bank.review.months', { n: offer.term_months })], [t('bank.offer.valid_until'), offer.valid_until],
          [t('bank.offer.conditions'), offer.conditions.join(t('common.semicolon')) || t('bank.review.none')],
          [t('bank.paper.state'), offer.state === 'open' ? t('bank.offer.waiting') : t(`bank.offer.ended.${offer.state}`)],
        ]} />
      )}
    </>
  )
}

function proposed(opinion: Opinion, t: TFunction, money: (fen: number) => string): Line[] {
  const made: Line = [t('bank.review.chain_maker'), `${opinion.maker.name} · ${moment(opinion.made_at)}`]
  const note: Line = [t('bank.review.note'), opinion.note || t('bank.review.no_note')]
  if (opinion.kind !== 'grant')
    return [[t('bank.decision.reason'), t(`bank.reason.${opinion.reason_code}`)], [t('bank.decision.sentence'), opinion.sentence], note, made]
  return [
    [t('bank.review.field.amount'), opinion.amount_fen === null ? '—' : money(opinion.amount_fen)],
    [t('bank.review.field.rate'), opinion.rate_bp === null ? '—' : formatBp(opinion.rate_bp)],
    [t('bank.review.field.term'), t('bank.review.months', { n: opinion.term_months })],
    [t('bank.review.field.conditions'), opinion.conditions.join(t('common.semicolon')) || t('bank.review.none')],
    note, made,
  ]
}

function decided(opinion: Opinion, t: TFunction): Line[] {
  if (opinion.decision === null || opinion.decided_at === null) return [[t('bank.review.chain_checker'), t('bank.review.chain_waiting')]]
  const said = t(`bank.review.chain_decided.${opinion.decision}`, { at: moment(opinion.decided_at) })
  return [[t('bank.review.chain_checker'), [opinion.checker?.name, said, opinion.decision_note].filter(Boolean).join(' · ')]]
}

function Part({ title, lines }: { title: string; lines: Line[] }) {
  return (
    <section className="zb-decided">
      <h3>{title}</h3>
      <dl className="zb-facts">{lines.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>
    </section>
  )
}
