/** The guarantees of the loan, whether the drawdown waits for one, and the way to one. */
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link, useNavigate } from 'react-router'
import { api, unwrap } from '../../../../api/client'
import { useMay } from '../../../../lib/permissions'
import { useMutation } from '../../../../lib/useMutation'
import FormProblem from '../../../../ui/FormProblem'
import Panel from '../../../../ui/Panel'
import LoanCover from '../../../../ui/cover/LoanCover'

function Ask({ id }: { id: string }) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const draft = useMutation({
    mutationFn: () => unwrap(api.POST('/api/v1/proposals', { body: { line: 'loan_guarantee', loan_application_id: id } })),
    onSuccess: (made) => void navigate(`/e/insurance/proposals/${made.id}`),
  })
  if (!useMay('prepare')) return null
  return (
    <>
      {draft.isError && <FormProblem error={draft.error} />}
      <Button loading={draft.isPending} onClick={() => draft.mutate()}>{t('cover.ask')}</Button>
    </>
  )
}

export default function CoverPanel({ id }: { id: string }) {
  const { t } = useTranslation()
  return (
    <Panel title={t('cover.title')}>
      <LoanCover id={id} ask={<Ask id={id} />} link={(policy, number) => <Link to={`/e/insurance/${policy}`}>{number}</Link>} />
    </Panel>
  )
}
