/** Recording a dated fact of a pledged right with its scan. */
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { today } from '../../../lib/dates'
import { useActing } from '../../../lib/useActing'
import { EvidenceForm } from '../../../ui/EvidenceForm'
import type { EvidenceKind } from '../../../ui/evidencePayload'
import FormProblem from '../../../ui/FormProblem'
import Mark from '../../../ui/Mark'
import { deposit } from '../../../ui/useDeposit'
import type { Pledge } from '../model'
import { useAct } from '../queries'

export function EvidencePanel({ pledge, initial }: { pledge: Pledge; initial: { right_id?: string; kind?: EvidenceKind } }) {
  const { t } = useTranslation()
  const sent = useActing()
  const act = useAct(pledge.id)
  const [problem, setProblem] = useState<unknown>(null)
  const [recorded, setRecorded] = useState<string>()
  return (
    <section style={{ marginTop: 20, maxWidth: 720 }}>
      <h2 style={{ fontSize: 16, margin: '0 0 8px' }}>{t('evidence.title')}</h2>
      {recorded !== undefined && <p role="status"><Mark tone="success">{recorded}</Mark></p>}
      <EvidenceForm rights={pledge.rights} today={today()} initial={initial} problem={<FormProblem error={problem ?? act.error} />}
        deposit={async (file, kind) => {
          setProblem(null)
          try {
            return (await sent(deposit(file, kind))).id
          } catch (error) {
            setProblem(error)
            throw error
          }
        }}
        onSubmit={async (evidence) => {
          await act.mutateAsync({ act: 'evidence', body: { ...evidence, signed_by: [], undertaking: false } })
          setRecorded(t('evidence.recorded', { kind: t(`evidence.kind.${evidence.kind}`), date: evidence.as_of }))
        }} />
    </section>
  )
}
