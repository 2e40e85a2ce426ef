/** Recording evidence beside the dossier, which stays in sight. */
import { Drawer } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { today } from '../../../../lib/dates'
import { useActing } from '../../../../lib/useActing'
import { EvidenceForm } from '../../../../ui/EvidenceForm'
import type { EvidenceKind } from '../../../../ui/evidencePayload'
import FormProblem from '../../../../ui/FormProblem'
import { deposit } from '../../../../ui/useDeposit'
import type { Dossier } from '../model'
import { useAct } from '../queries'
import { Flag } from './Parts'

export function EvidenceDrawer({ dossier, initial, onClose }: {
  dossier: Dossier
  initial: { right_id?: string; kind?: EvidenceKind }
  onClose: () => void
}) {
  const { t } = useTranslation()
  const sent = useActing()
  const act = useAct()
  const [uploadProblem, setUploadProblem] = useState<unknown>(null)
  const [recorded, setRecorded] = useState<string>()
  return (
    <Drawer open title={t('evidence.title')} onClose={onClose} size={520} destroyOnHidden>
      {recorded !== undefined && <p role="status"><Flag level="good">{recorded}</Flag></p>}
      <EvidenceForm rights={dossier.rights} today={today()} initial={initial} given={dossier.application.documents} problem={<FormProblem error={uploadProblem ?? act.error} />}
        deposit={async (file, kind) => {
          setUploadProblem(null)
          try {
            return (await sent(deposit(file, kind))).id
          } catch (problem) {
            setUploadProblem(problem)
            throw problem
          }
        }}
        onSubmit={async (evidence) => {
          await act.mutateAsync({ id: dossier.application.id, act: 'evidence', body: evidence })
          setRecorded(t('evidence.recorded', { kind: t(`evidence.kind.${evidence.kind}`), date: evidence.as_of }))
        }} />
    </Drawer>
  )
}
