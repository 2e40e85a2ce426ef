/** The rights as known today: owner, term, fee, proof, live pledge, and the dated facts behind. */
import { DownloadOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { formatDate } from '../../../../lib/dates'
import { useMoney } from '../../../../lib/useMoney'
import type { Dossier, DossierRight } from '../model'
import { Flag } from './Parts'
import ViewLink from '../../../../ui/ViewLink'

export function RightsTab({ dossier, onEvidence }: { dossier: Dossier; onEvidence?: (rightId: string) => void }) {
  const { t } = useTranslation()
  const columns = ['title', 'owner', 'term', 'fee', 'ownership', 'pledge'] as const
  return (
    <div className="zb-card-body">
      <div className="zb-scroll" tabIndex={0} role="region" aria-label={t('bank.rights.title', { n: dossier.rights.length })}>
        <table className="zb-table" style={{ minWidth: 980 }}>
          <caption className="zb-card-sub" style={{ captionSide: 'top', textAlign: 'left', paddingBottom: 8 }}>
            {t('bank.rights.title', { n: dossier.rights.length })}
          </caption>
          <thead><tr>{columns.map((each) => <th key={each} scope="col">{t(`bank.rights.col.${each}`)}</th>)}</tr></thead>
          <tbody>
            {dossier.rights.map((right) => <Row key={right.id} right={right} onEvidence={onEvidence} />)}
          </tbody>
        </table>
      </div>
    </div>
  )
}

function Row({ right, onEvidence }: { right: DossierRight; onEvidence?: (rightId: string) => void }) {
  const { t } = useTranslation()
  const money = useMoney()
  const ownership = String((right.frozen as Record<string, unknown>)['ownership'] ?? 'declared')
  const unknown = t('bank.rights.unknown')
  return (
    <>
      <tr>
        <td>
          <strong>{right.title}</strong>
          <span className="zb-small"><span className="zb-nowrap">{right.label}</span> · {t(`bank.kind.${right.kind}`, { defaultValue: right.kind })} · {right.ipc_main ?? '—'}</span>
        </td>
        <td>
          {right.patentees.join(t('common.sep')) || unknown}
          <span className="zb-small">{t(`bank.source.${right.source}`, { defaultValue: right.source })} {right.as_of ?? ''}</span>
        </td>
        <td className="zb-nowrap">{right.granted_on ?? unknown} – {right.expires_on ?? unknown}</td>
        <td>
          {right.fee_due === null ? '—' : (
            <>
              <span className="zb-nowrap">{right.fee_due.due_on}</span>
              <span className="zb-small">{t('bank.rights.fee', { year: right.fee_due.year, amount: money(right.fee_due.amount_fen) })}</span>
              {right.fee_due.late && <Flag level="warn">{t('bank.rights.fee_late', { date: right.fee_due.pay_by })}</Flag>}
            </>
          )}
        </td>
        <td>{t(`bank.ownership.${ownership}`, { defaultValue: ownership })}</td>
        <td>{right.pledged ? <Flag level="block">{t('bank.rights.pledged')}</Flag> : t('bank.rights.free')}</td>
      </tr>
      <tr>
        <td colSpan={6} style={{ background: '#fafbfc' }}>
          <span className="zb-card-sub">{right.facts.length === 0 ? t('bank.rights.facts_none') : t('bank.rights.facts', { n: right.facts.length })}</span>{' '}
          {onEvidence && (
            <Button size="small" type="link" onClick={() => onEvidence(right.id)} aria-label={`${t('bank.rights.evidence')}${t('common.colon')}${right.label}`}>
              {t('bank.rights.evidence')}
            </Button>
          )}
          <ul className="zb-plain">
            {right.facts.map((fact) => (
              <li key={fact.id}>
                {t(`evidence.kind.${fact.kind}`, { defaultValue: fact.kind })}{' '}
                <span className="zb-card-sub">{formatDate(fact.as_of)} · {t(`bank.source.${fact.source}`, { defaultValue: fact.source })}</span>{' '}
                {fact.document_id !== null && (
                  <><a href={`/api/v1/documents/${fact.document_id}/content`} download
                    aria-label={`${t('evidence.scan')}${t('common.colon')}${t(`evidence.kind.${fact.kind}`)} ${right.label}`}>
                    <DownloadOutlined aria-hidden /> {t('evidence.scan')}
                  </a> <ViewLink id={fact.document_id} name={`${t(`evidence.kind.${fact.kind}`)} ${right.label}`} /></>
                )}
              </li>
            ))}
          </ul>
        </td>
      </tr>
    </>
  )
}
