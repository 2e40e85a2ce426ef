/** Terms tried with sliders: limit, deductible, share kept, adjustment; the premium beside that of the asked terms. */
import { Button, Select, Slider } from 'antd'
import { useId } from 'react'
import { useTranslation } from 'react-i18next'
import { formatBp, yuanText } from '../../../lib/fen'
import { useMoney } from '../../../lib/useMoney'
import Panel from '../../../ui/Panel'
import type { Rating } from '../queries'
import { type Slot, slotsOf, type TermsOf, withTerms } from './model'
import type { Risk } from './queries'

const REASONS = ['risk_engineering', 'claims_experience', 'portfolio', 'clearance_quality', 'management_quality'] as const
const STEP = 5_000_000

interface Props {
  asked: Risk
  risk: Risk
  change: (risk: Risk) => void
  before: Rating | null
  after: Rating | null
}

export default function WhatIf({ asked, risk, change, before, after }: Props) {
  const { t } = useTranslation()
  const reason = useId()
  const was = slotsOf(asked)
  const bp = risk.schedule_bp ?? 0
  const delta = before && after ? after.worksheet.gross_fen - before.worksheet.gross_fen : null
  const adjust = (schedule_bp: number) => change({ ...risk, schedule_bp, schedule_reason: schedule_bp === 0 ? null : (risk.schedule_reason ?? REASONS[0]) })
  return (
    <Panel title={t('insurance.desk.what_if')} sub={t('insurance.desk.what_if_sub')}>
      <div className="zi-stack">
        {slotsOf(risk).map((slot, n) => (
          <fieldset key={slot.name} className="zi-rows">
            <legend>{slot.name.split(' · ').map((code) => t(`insurance.part.${code}`, { defaultValue: code })).join(' · ')}</legend>
            <Sliders slot={slot} was={was[n]?.terms ?? slot.terms} set={(terms) => change(withTerms(risk, slot, terms))} />
          </fieldset>
        ))}
        <Row label={t('insurance.desk.schedule')} shown={formatBp(bp)}>
          <Slider min={-2500} max={2500} step={100} value={bp} onChange={adjust} ariaLabelForHandle={t('insurance.desk.schedule')} tooltip={{ open: false }} />
        </Row>
        {bp !== 0 && (
          <div className="zr-field">
            <label htmlFor={reason}>{t('insurance.desk.reason')}</label>
            <Select id={reason} value={risk.schedule_reason ?? REASONS[0]} onChange={(schedule_reason) => change({ ...risk, schedule_reason })} options={REASONS.map((value) => ({ value, label: t(`insurance.desk.reasons.${value}`) }))} />
          </div>
        )}
        <dl className="zu-result" aria-live="polite">
          <div><dt>{t('insurance.desk.tried_gross')}</dt><dd><strong className="num">{after ? yuanText(after.worksheet.gross_fen) : '—'}</strong></dd></div>
          <div><dt>{t('insurance.desk.difference')}</dt><dd className="num">{delta === null ? '—' : `${delta > 0 ? '+' : ''}${yuanText(delta)}`}</dd></div>
        </dl>
        <Button onClick={() => change(asked)} disabled={risk === asked}>{t('insurance.desk.reset')}</Button>
      </div>
    </Panel>
  )
}

function Row({ label, shown, children }: { label: string; shown: string; children: React.ReactNode }) {
  return <div className="zu-slider"><span>{label}</span><strong className="num">{shown}</strong>{children}</div>
}

function Sliders({ slot, was, set }: { slot: Slot; was: TermsOf; set: (terms: Partial<TermsOf>) => void }) {
  const { t } = useTranslation()
  const money = useMoney()
  const { terms } = slot
  const most = Math.max(was.limit_per_claim_fen * 2, STEP * 2)
  const ratio = was.limit_agg_fen / was.limit_per_claim_fen
  const name = (key: string) => `${slot.name} ${t(`insurance.desk.${key}`)}`
  return (
    <>
      <Row label={t('insurance.desk.limit')} shown={money(terms.limit_per_claim_fen)}>
        <Slider min={STEP} max={most} step={STEP} value={terms.limit_per_claim_fen} tooltip={{ open: false }} ariaLabelForHandle={name('limit')}
          onChange={(limit) => set({ limit_per_claim_fen: limit, limit_agg_fen: Math.round(limit * ratio) })} />
      </Row>
      <Row label={t('insurance.desk.deductible')} shown={money(terms.deductible_fen)}>
        <Slider min={0} max={Math.max(terms.limit_per_claim_fen - STEP, 0)} step={STEP / 5} value={terms.deductible_fen} tooltip={{ open: false }} ariaLabelForHandle={name('deductible')}
          onChange={(deductible_fen) => set({ deductible_fen })} />
      </Row>
      <Row label={t('insurance.desk.kept')} shown={formatBp(terms.coinsurance_bp)}>
        <Slider min={0} max={5000} step={500} value={terms.coinsurance_bp} tooltip={{ open: false }} ariaLabelForHandle={name('kept')} onChange={(coinsurance_bp) => set({ coinsurance_bp })} />
      </Row>
    </>
  )
}
