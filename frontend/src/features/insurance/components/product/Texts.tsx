/** The filed wording, and the fact sheet in the nine headings of an insurance product information document. */
import { Button } from 'antd'
import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNewest } from '../../../../lib/useNewest'
import { Faults, TextField } from '../../edit/fields'
import { useEditing } from '../../edit/context'
import { type Doc, at } from '../../model/doc'
import { HEADINGS, said } from '../../model/product'

export function Wording() {
  const { t } = useTranslation()
  const { doc, readOnly } = useEditing()
  return (
    <div className="zi-stack">
      <div className="zi-grid">
        <TextField path="terms.wording.title" label={t('insurance.product.wording_title')} maxLength={200} />
        <TextField path="terms.wording.version" label={t('insurance.product.wording_version')} maxLength={40} />
        <TextField path="terms.wording.sha256" label={t('insurance.product.wording_hash')} maxLength={64} />
        {(!readOnly || at(doc, 'terms.link')) && <TextField path="terms.link" maxLength={308} />}
      </div>
      <Faults path="terms.wording" />
      {!readOnly && <HashOfFile />}
    </div>
  )
}

/** The digest is reckoned here, from the file; the file itself stays where it is. */
function HashOfFile() {
  const { t } = useTranslation()
  const { put } = useEditing()
  const input = useRef<HTMLInputElement>(null)
  const [name, setName] = useState('')
  const ask = useNewest()
  return (
    <div>
      <Button onClick={() => input.current?.click()}>{t('insurance.product.hash_file')}</Button>
      <input ref={input} hidden type="file" aria-label={t('insurance.product.hash_file')} onChange={(event) => {
        const file = event.target.files?.[0]
        const isNewest = ask()
        void file?.arrayBuffer().then((bytes) => crypto.subtle.digest('SHA-256', bytes)).then((digest) => {
          if (!isNewest()) return
          put('terms.wording.sha256', [...new Uint8Array(digest)].map((each) => each.toString(16).padStart(2, '0')).join(''))
          setName(file.name)
        })
      }} />
      {name && <span className="zr-sub" role="status"> {t('insurance.product.hashed', { name })}</span>}
    </div>
  )
}

export function FactSheet() {
  const { t } = useTranslation()
  const { readOnly, doc } = useEditing()
  if (readOnly) return <FactSheetText sheet={(at(doc, 'terms.fact_sheet') ?? {}) as Doc} />
  return (
    <div className="zi-stack">
      {HEADINGS.map((heading) => (
        <fieldset key={heading} className="zi-rows">
          <legend>{t(`insurance.heading.${heading}`)}</legend>
          <div className="zi-halves">
            <TextField path={`terms.fact_sheet.${heading}.zh`} label={t('field.zh')} long />
            <TextField path={`terms.fact_sheet.${heading}.en`} label={t('field.en')} long />
          </div>
          <Faults path={`terms.fact_sheet.${heading}`} />
        </fieldset>
      ))}
    </div>
  )
}

export function FactSheetText({ sheet }: { sheet: Doc }) {
  const { t } = useTranslation()
  return (
    <dl className="zi-sheet">
      {HEADINGS.map((heading) => <div key={heading}><dt>{t(`insurance.heading.${heading}`)}</dt><dd>{said(sheet[heading], t('common.lang'))}</dd></div>)}
    </dl>
  )
}
