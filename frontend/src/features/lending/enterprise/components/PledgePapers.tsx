import { Button, Checkbox, Select } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import FormProblem from '../../../../ui/FormProblem'
import Mark from '../../../../ui/Mark'
import UploadBox from '../../../../ui/UploadBox'
import { usePledgeAct } from '../actions'
import type { Pledge } from '../model'
import ViewLink from '../../../../ui/ViewLink'

const P = 'lending_enterprise.pledge'
const PAPERS = ['D1', 'D2', 'D3', 'D4', 'D5', 'D6'] as const
type Paper = (typeof PAPERS)[number]
const KIND: Record<Paper, string> = {
  D1: 'application_form',
  D2: 'pledge_contract',
  D3: 'identity_proof',
  D4: 'power_of_attorney',
  D5: 'other',
  D6: 'valuation_report',
}

/** The papers of the filing: what is there, what is missing, and a way to add one. */
export default function PledgePapers({ pledge, mayAdd }: { pledge: Pledge; mayAdd: boolean }) {
  const { t } = useTranslation()
  const [paper, setPaper] = useState<Paper>('D3')
  const [undertaking, setUndertaking] = useState(false)
  const add = usePledgeAct(pledge.id, 'evidence')
  const send = (documentId: string | null) =>
    add.mutate({
      kind: 'paper',
      paper,
      party: 'firm',
      document_id: documentId,
      signed_by: paper === 'D1' || paper === 'D2' ? ['firm'] : [],
      undertaking: documentId === null,
    })
  return (
    <section aria-labelledby={`papers-${pledge.id}`}>
      <h3 id={`papers-${pledge.id}`} className="le-sub">
        {t(`${P}.preflight.papers`)}
      </h3>
      <ul className="le-papers">
        {pledge.papers.map((each) => (
          <li key={each.paper}>
            <span className="le-m">{each.paper}</span>{' '}
            {t(`${P}.preflight.paper.${each.paper}`)}{' '}
            <Mark
              tone={each.missing.length > 0 ? 'warning' : each.needed ? 'success' : 'neutral'}
            >
              {each.missing.length > 0
                ? t(`${P}.preflight.paperMissing`)
                : t(each.needed ? `${P}.preflight.paperOk` : `${P}.preflight.paperNot`)}
            </Mark>
            {each.missing.length > 0 && (
              <div className="muted">
                {each.missing
                  .map((code) =>
                    t(`${P}.preflight.lack.${code.split(':')[0] ?? code}`, { defaultValue: code }),
                  )
                  .join(t('common.sep'))}
              </div>
            )}
            {each.documents
              .filter((document) => document.document_id)
              .map((document) => (
                <div key={document.document_id}>
                  <><a href={`/api/v1/documents/${document.document_id}/content`} download>
                    {document.name ?? each.paper}
                  </a> {document.document_id && <ViewLink id={document.document_id} name={document.name} />}</>
                </div>
              ))}
          </li>
        ))}
      </ul>
      {mayAdd && (
        <div className="le-add-paper">
          <Select
            value={paper}
            aria-label={t(`${P}.evidence.paper`)}
            options={PAPERS.map((value) => ({
              value,
              label: `${value} ${t(`${P}.preflight.paper.${value}`)}`,
            }))}
            onChange={(value: Paper) => setPaper(value)}
          />
          {paper === 'D3' && (
            <Checkbox
              checked={undertaking}
              onChange={(event) => setUndertaking(event.target.checked)}
            >
              {t(`${P}.evidence.undertaking`)}
            </Checkbox>
          )}
          {paper === 'D3' && undertaking ? (
            <Button loading={add.isPending} onClick={() => send(null)}>
              {t(`${P}.evidence.submit`)}
            </Button>
          ) : (
            <UploadBox
              kind={KIND[paper]}
              label={t(`${P}.evidence.upload`)}
              onUploaded={(file) => send(file.id)}
            />
          )}
          {add.isSuccess && (
            <span role="status" className="le-ok">
              {t(`${P}.evidence.done`)}
            </span>
          )}
        </div>
      )}
      {add.isError && <FormProblem error={add.error} />}
    </section>
  )
}
