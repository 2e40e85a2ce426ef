import { Checkbox, Select } from 'antd'
import { useState } from 'react'
import { useQueryClient } from '@tanstack/react-query'
import { useTranslation } from 'react-i18next'
import TrustTag from '../../../ui/TrustTag'
import UploadBox from '../../../ui/UploadBox'
import Unread from '../../../ui/Unread'
import { useOwnDocuments } from '../../../api/choices'

const KINDS = ['accounts', 'valuation_report', 'certificate', 'register_extract', 'fee_receipt', 'contract', 'licence', 'use_evidence', 'other'] as const

interface Props {
  chosen: string[]
  onChange: (ids: string[]) => void
}

/** The firm's own documents, to be opened to a bank only when it applies there. */
export default function DocumentChoice({ chosen, onChange }: Props) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [kind, setKind] = useState<string>('accounts')
  const documents = useOwnDocuments()
  const items = documents.data?.items ?? []
  return (
    <div className="ls-documents">
      <p className="muted">{t('listing.request.docNone')}</p>
      <Unread of={[documents]} />
      <ul className="ls-lines">
        {items.map((file) => (
          <li key={file.id}>
            <Checkbox
              checked={chosen.includes(file.id)}
              onChange={(event) =>
                onChange(
                  event.target.checked
                    ? [...chosen, file.id]
                    : chosen.filter((each) => each !== file.id),
                )
              }
            >
              {file.name} <span className="muted">{t(`listing.doc.${file.kind}`)}</span>{' '}
              <TrustTag trust={file.trust} />
            </Checkbox>
          </li>
        ))}
      </ul>
      <div className="ls-upload">
        <Select
          value={kind}
          aria-label={t('listing.request.docKind')}
          options={KINDS.map((value) => ({ value, label: t(`listing.doc.${value}`) }))}
          onChange={setKind}
        />
        <UploadBox
          kind={kind}
          label={t('listing.request.upload')}
          onUploaded={(file) => {
            onChange([...chosen, file.id])
            void client.invalidateQueries({ queryKey: ['documents'] })
          }}
        />
      </div>
    </div>
  )
}
