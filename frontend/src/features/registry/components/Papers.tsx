/** The papers of the filing, D1 to D6: what is there, what is missing, and adding one. */
import { DownloadOutlined } from '@ant-design/icons'
import { Button, Checkbox, Form, Radio, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useActing } from '../../../lib/useActing'
import FormProblem from '../../../ui/FormProblem'
import Mark from '../../../ui/Mark'
import { ScanField } from '../../../ui/ScanField'
import { deposit } from '../../../ui/useDeposit'
import type { Pledge } from '../model'
import { useAct } from '../queries'
import { missingWords } from './NextStep'
import ViewLink from '../../../ui/ViewLink'

const PAPERS = ['D1', 'D2', 'D3', 'D4', 'D5', 'D6'] as const
type Paper = (typeof PAPERS)[number]
const KIND: Record<Paper, string> = {
  D1: 'application_form', D2: 'pledge_contract', D3: 'identity_proof', D4: 'power_of_attorney', D5: 'other', D6: 'valuation_report',
}
/** The names of the stored papers come with the pledge, what is missing with the preflight. */
export function Papers({ pledge, papers, labels }: { pledge: Pledge; papers: Pledge['papers']; labels: Record<string, string> }) {
  const { t } = useTranslation()
  const stored = new Map(pledge.papers.map((paper) => [paper.paper, paper.documents]))
  return (
    <section>
      <h2 style={{ fontSize: 16, margin: '0 0 8px' }}>{t('registry.papers.title')}</h2>
      <ul className="zp-list">
        {papers.map((paper) => (
          <li key={paper.paper}>
            <strong>{paper.paper}</strong> {t(`registry.papers.${paper.paper}`)}{' '}
            {paper.missing.length > 0
              ? <Mark tone="warning">{paper.missing.map((each) => missingWords(t, each, labels)).join(t('common.sep'))}</Mark>
              : <Mark tone={paper.needed ? 'success' : 'neutral'}>{t(paper.needed ? 'registry.papers.complete' : 'registry.papers.not_needed')}</Mark>}
            {(stored.get(paper.paper) ?? []).map((file, place) => (
              <span key={file.document_id ?? place} className="zp-small zp-block">
                {file.party && `${t(`registry.papers.party_${file.party}`)} · `}
                {file.document_id === null ? t('registry.papers.undertaken') : (
                  <><a href={`/api/v1/documents/${file.document_id}/content`} download aria-label={t('registry.papers.download', { name: file.name ?? '' })}>
                    <DownloadOutlined aria-hidden /> {file.name ?? t('evidence.scan')}
                  </a> <ViewLink id={file.document_id} name={file.name} /></>
                )}
              </span>
            ))}
          </li>
        ))}
      </ul>
      {pledge.allowed_actions.includes('evidence') && <AddPaper pledge={pledge} />}
    </section>
  )
}

interface Values {
  paper: Paper
  party?: 'firm' | 'bank'
  signed_by?: ('firm' | 'bank')[]
  undertaking?: boolean
  scan?: File | null
}

function AddPaper({ pledge }: { pledge: Pledge }) {
  const { t } = useTranslation()
  const [form] = Form.useForm<Values>()
  const act = useAct(pledge.id)
  const sent = useActing()
  const [busy, setBusy] = useState(false)
  const [problem, setProblem] = useState<unknown>(null)
  const [added, setAdded] = useState<Paper>()
  const paper = Form.useWatch('paper', form) ?? 'D2'
  const undertaking = Form.useWatch('undertaking', form) === true && paper === 'D3'
  const sides = (['firm', 'bank'] as const).map((value) => ({ value, label: t(`registry.papers.party_${value}`) }))
  const send = async (values: Values) => {
    setBusy(true)
    setProblem(null)
    try {
      const document_id = values.scan && !undertaking ? (await sent(deposit(values.scan, KIND[values.paper]))).id : null
      await act.mutateAsync({
        act: 'evidence',
        body: {
          kind: 'paper', paper: values.paper, document_id, party: values.paper === 'D3' ? (values.party ?? null) : null,
          signed_by: values.paper === 'D1' ? (values.signed_by ?? []) : [], undertaking,
        },
      })
      setAdded(values.paper)
      form.resetFields(['scan', 'undertaking'])
    } catch (error) {
      setProblem(error)
    } finally {
      setBusy(false)
    }
  }
  return (
    <Form form={form} layout="vertical" requiredMark={false} disabled={busy} style={{ maxWidth: 720, marginTop: 12 }}
      initialValues={{ paper: 'D2', signed_by: ['firm', 'bank'] }} onFinish={(values) => void send(values)}>
      {added && <p role="status"><Mark tone="success">{t('registry.papers.added', { paper: added, name: t(`registry.papers.${added}`) })}</Mark></p>}
      <Form.Item name="paper" label={t('registry.papers.paper')}>
        <Select options={PAPERS.map((each) => ({ value: each, label: `${each} ${t(`registry.papers.${each}`)}` }))} />
      </Form.Item>
      {paper === 'D1' && (
        <Form.Item name="signed_by" label={t('registry.papers.signed_by')}><Checkbox.Group options={sides} /></Form.Item>
      )}
      {paper === 'D3' && (
        <>
          <Form.Item name="party" label={t('registry.papers.party')} rules={[{ required: true, message: t('registry.papers.need_party') }]}>
            <Radio.Group options={sides} />
          </Form.Item>
          <Form.Item name="undertaking" valuePropName="checked"><Checkbox>{t('registry.papers.undertaking')}</Checkbox></Form.Item>
        </>
      )}
      {!undertaking && (
        <Form.Item name="scan" label={t('evidence.scan')} extra={t('evidence.scan_help')} rules={[{ required: true, message: t('registry.papers.need_file') }]}>
          <ScanField label={t(`registry.papers.${paper}`)} />
        </Form.Item>
      )}
      <FormProblem error={problem} />
      <Button htmlType="submit" loading={busy}>{t('registry.papers.submit')}</Button>
    </Form>
  )
}
