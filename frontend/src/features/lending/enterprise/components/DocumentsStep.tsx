import { CheckCircleOutlined, MinusCircleOutlined } from '@ant-design/icons'
import { useQueryClient } from '@tanstack/react-query'
import { Checkbox, Select } from 'antd'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import ErrorState from '../../../../ui/ErrorState'
import Panel from '../../../../ui/Panel'
import SkeletonRows from '../../../../ui/SkeletonRows'
import TrustTag from '../../../../ui/TrustTag'
import FillPlaceholder from '../../../../ui/FillPlaceholder'
import UploadBox from '../../../../ui/UploadBox'
import type { Match } from '../model'
import { useOwnDocuments } from '../../../../api/choices'

type Paper = Match['papers'][number]

const keyOf = (paper: Paper) => `${paper.kind}.${paper.year ?? ''}.${paper.subject}`

/** What the chosen products ask for, each once; required by one is required. */
function askedOf(matches: Match[]): Paper[] {
  const found = new Map<string, Paper>()
  for (const paper of matches.flatMap((match) => match.papers)) {
    const before = found.get(keyOf(paper))
    if (before === undefined || (paper.required && !before.required)) found.set(keyOf(paper), paper)
  }
  return [...found.values()]
}

interface Props {
  chosen: string[]
  onChange: (ids: string[]) => void
  matches: Match[]
  products: string[]
}

const P = 'lending_enterprise.new.documents'
const KINDS = [
  'accounts',
  'licence',
  'certificate',
  'register_extract',
  'fee_receipt',
  'valuation_report',
  'contract',
  'use_evidence',
  'other',
] as const

/** One set of documents for all chosen banks; what their products ask for is ticked off. */
export default function DocumentsStep({ chosen, onChange, matches, products }: Props) {
  const { t } = useTranslation()
  const client = useQueryClient()
  const [kind, setKind] = useState<string>('accounts')
  const documents = useOwnDocuments()
  const items = documents.data?.items ?? []
  const given = new Set(items.filter((file) => chosen.includes(file.id)).map((file) => file.kind))
  const asked = askedOf(matches.filter((match) => products.includes(match.product.id)))
  // What a chosen product requires goes along in the version that is in force.
  const left = asked.flatMap(({ required, document_id: id }) => (required && id !== null && !chosen.includes(id) ? [id] : []))
  useEffect(() => {
    if (left.length > 0) onChange([...chosen, ...left])
  })
  return (
    <Panel title={t(`${P}.title`)} sub={t(`${P}.sub`)}>
      {asked.length > 0 && (
        <>
          <h3 className="le-sub">{t(`${P}.need`)}</h3>
          <ul className="le-checklist">
            {asked.map((wanted) => {
              const handed = wanted.document_id !== null && chosen.includes(wanted.document_id)
              const has = (wanted.standing === 'present' && handed) || (!wanted.required && given.has(wanted.kind))
              return (
                <li key={keyOf(wanted)}>
                  {has ? (
                    <CheckCircleOutlined aria-hidden className="le-ok" />
                  ) : (
                    <MinusCircleOutlined aria-hidden />
                  )}{' '}
                  {[wanted.year, t(`lending_enterprise.doc.${wanted.kind}`), wanted.subject]
                    .filter(Boolean)
                    .join(' ')}{' '}
                  {wanted.n !== null && <span className="num">v{wanted.n}</span>}{' '}
                  <span className={has ? 'le-ok' : 'muted'}>
                    {t(has ? `${P}.have` : wanted.standing === 'present' ? `${P}.left` : `${P}.${wanted.standing}`)}
                    {wanted.required && !has && ` · ${t(`${P}.required`)}`}
                  </span>
                  {!has && wanted.required && (
                    <FillPlaceholder
                      place={wanted}
                      label={t(`${P}.fill`)}
                      onPlaced={(file) => onChange([...chosen, file])}
                    />
                  )}
                </li>
              )
            })}
          </ul>
          <p className="muted">{t(`${P}.missingNote`)}</p>
        </>
      )}
      {asked.length === 0 && <p className="muted">{t(`${P}.none`)}</p>}
      <h3 className="le-sub">
        {t(`${P}.own`)} <small>{t(`${P}.chosen`, { n: chosen.length })}</small>
      </h3>
      {documents.isPending && <SkeletonRows rows={3} />}
      {documents.isLoadingError && (
        <ErrorState compact error={documents.error} retry={() => void documents.refetch()} />
      )}
      {documents.isSuccess && items.length === 0 && <p className="muted">{t(`${P}.ownEmpty`)}</p>}
      <ul className="le-lines">
        {items.map((file) => (
          <li key={file.id}>
            <Checkbox
              checked={chosen.includes(file.id)}
              onChange={(event) =>
                onChange(
                  event.target.checked
                    ? [...chosen, file.id]
                    : chosen.filter((id) => id !== file.id),
                )
              }
            >
              {file.name} <span className="muted">{t(`lending_enterprise.doc.${file.kind}`)}</span>{' '}
              <TrustTag trust={file.trust} />
            </Checkbox>
          </li>
        ))}
      </ul>
      <div className="le-upload">
        <Select
          value={kind}
          aria-label={t(`${P}.kind`)}
          options={KINDS.map((value) => ({ value, label: t(`lending_enterprise.doc.${value}`) }))}
          onChange={setKind}
        />
        <UploadBox
          kind={kind}
          label={t(`${P}.upload`)}
          onUploaded={(file) => {
            onChange([...chosen, file.id])
            void client.invalidateQueries({ queryKey: ['documents'] })
          }}
        />
      </div>
    </Panel>
  )
}
