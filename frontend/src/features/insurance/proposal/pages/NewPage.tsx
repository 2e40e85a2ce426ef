/** `/e/insurance/new`: which cover is wanted, from nothing, from last year's proposal, or for a loan. */
import { Button, Radio, Select } from 'antd'
import { useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate, useSearchParams } from 'react-router'
import { formatDate } from '../../../../lib/dates'
import { formatFen } from '../../../../lib/fen'
import { useMay } from '../../../../lib/permissions'
import FormProblem from '../../../../ui/FormProblem'
import PageHeader from '../../../../ui/PageHeader'
import Panel from '../../../../ui/Panel'
import ModeBanner from '../../../../ui/cover/ModeBanner'
import Unread from '../../../../ui/Unread'
import '../../insurance.css'
import { type Line, LINES } from '../../queries'
import '../proposal.css'
import { useLoans, useProposalActs, useProposals } from '../queries'

export default function NewPage() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [params] = useSearchParams()
  const [line, setLine] = useState<Line | null>(LINES.find((each) => each === params.get('line')) ?? null)
  const [earlier, setEarlier] = useState<string | null>(null)
  const [loan, setLoan] = useState<string | null>(null)
  const { create } = useProposalActs()
  const mayPrepare = useMay('prepare')
  const known = useProposals()
  const loans = useLoans(line === 'loan_guarantee')
  const id = useId()
  const copies = (known.data?.items ?? []).filter((each) => each.line === line)
  const start = () => line && create.mutate({ line, copied_from: earlier, loan_application_id: earlier ? null : loan }, { onSuccess: (made) => void navigate(`/e/insurance/proposals/${made.id}`) })
  return (
    <>
      <ModeBanner />
      <PageHeader title={t('insurance.proposal.new')} sub={t('insurance.proposal.new_sub')} crumbs={[{ label: t('insurance.browse.title'), to: '/e/insurance' }, { label: t('insurance.proposal.new') }]} />
      <Panel title={t('insurance.proposal.which')}>
        <Unread of={[known, loans]} />
        <Radio.Group value={line} aria-label={t('insurance.proposal.which')} className="zp-lines" onChange={(event) => { setLine(event.target.value as Line); setEarlier(null) }}>
          {LINES.map((each) => <Radio key={each} value={each}><strong>{t(`insurance.line.${each}`)}</strong><span className="zr-sub">{t(`insurance.for_whom.${each}`)}</span></Radio>)}
        </Radio.Group>
        {copies.length > 0 && (
          <div className="zr-field zp-narrow">
            <label htmlFor={`${id}-copy`}>{t('insurance.proposal.copy')}</label>
            <Select id={`${id}-copy`} allowClear value={earlier} onChange={(value: string | undefined) => setEarlier(value ?? null)}
              options={copies.map((each) => ({ value: each.id, label: `${each.number} · ${formatDate(each.created_at)}` }))} />
          </div>
        )}
        {line === 'loan_guarantee' && earlier === null && (
          <div className="zr-field zp-narrow">
            <label htmlFor={`${id}-loan`}>{t('insurance.proposal.for_loan')}</label>
            <Select id={`${id}-loan`} allowClear value={loan} loading={loans.isPending} onChange={(value: string | undefined) => setLoan(value ?? null)}
              options={(loans.data?.items ?? []).map((each) => ({ value: each.id, label: `${each.number} · ${formatFen(each.amount_fen, t)}` }))} />
          </div>
        )}
        <FormProblem error={create.error} />
        <div className="zp-send">
          <Button type="primary" disabled={line === null || !mayPrepare} loading={create.isPending} onClick={start}>{t('insurance.proposal.start')}</Button>
          {!mayPrepare && <span className="zr-sub">{t('insurance.proposal.no_prepare')}</span>}
        </div>
      </Panel>
    </>
  )
}
