/** What a licensed broker shows before it compares, as it was kept: its notice, and the note of needs. */
import { useTranslation } from 'react-i18next'
import { formatDate } from '../../lib/dates'
import { formatBp } from '../../lib/fen'
import './comparison.css'

export interface Notice {
  version: string
  broker: string | null
  licence: string | null
  paragraphs: { zh: string; en: string }[]
  insurers: { insurer: string; product: string; filing: string; rate_bp: number | null; commission_filing: string | null }[]
}

export interface Needs {
  line: string
  answers: number
  inception_on: string | null
  expires_on: string | null
  parts: { code: string; territories?: string[] }[]
  said: string
}

export function NoticeText({ of }: { of: Notice }) {
  const { t } = useTranslation()
  const say = t('common.lang') === 'en' ? 'en' : 'zh'
  return (
    <>
      <p><strong>{of.broker}</strong> · {t('policies.broker.licence', { number: of.licence ?? '—' })} · {t('policies.broker.version', { version: of.version })}</p>
      <ol className="pol-notice">{of.paragraphs.map((each) => <li key={each.zh}>{each[say]}</li>)}</ol>
      <div className="pol-scroll" tabIndex={0} role="region" aria-label={t('policies.broker.commission')}>
        <table className="pol-grid">
          <thead><tr><th scope="col">{t('policies.fact.insurer')}</th><th scope="col">{t('policies.fact.product')}</th><th scope="col">{t('policies.broker.commission')}</th></tr></thead>
          <tbody>{of.insurers.map((each) => (
            <tr key={each.insurer + each.product}>
              <th scope="row">{each.insurer}</th>
              <td>{each.product}<div className="zr-sub">{each.filing}</div></td>
              <td>{each.rate_bp === null ? t('policies.broker.not_filed') : <>{formatBp(each.rate_bp)}<div className="zr-sub">{t('policies.broker.as_filed', { number: each.commission_filing })}</div></>}</td>
            </tr>
          ))}</tbody>
        </table>
      </div>
    </>
  )
}

export function NeedsText({ of }: { of: Needs }) {
  const { t } = useTranslation()
  return (
    <dl className="zr-facts">
      <div><dt>{t('policies.broker.cover')}</dt><dd>{t(`insurance.line.${of.line}`)}</dd></div>
      <div><dt>{t('policies.fact.term')}</dt><dd>{formatDate(of.inception_on)} – {formatDate(of.expires_on)}</dd></div>
      <div><dt>{t('policies.broker.parts')}</dt><dd>{of.parts.map((each) => t(`insurance.part.${each.code}`, { defaultValue: each.code })).join(t('policies.join'))}</dd></div>
      <div><dt>{t('policies.broker.said')}</dt><dd>{of.said}</dd></div>
    </dl>
  )
}
