import { Descriptions } from 'antd'
import { useTranslation } from 'react-i18next'
import Money from '../../../../ui/Money'
import Panel from '../../../../ui/Panel'
import { formatDateTime } from '../../../../lib/dates'
import { useFrozen } from '../../frozen'
import type { Application } from '../model'
import FrozenVersion from './FrozenVersion'
import ViewLink from '../../../../ui/ViewLink'

const P = 'lending_enterprise.loan'

/** What was asked for, frozen with the submission; the documents and the consent beside it. */
export default function LoanFacts({ application }: { application: Application }) {
  const { t } = useTranslation()
  const { consent, documents } = application
  const bank = application.lender.name
  const frozen = useFrozen(application.id, application.submitted_at !== null)
  return (
    <>
      <Panel
        title={t(`${P}.facts.title`)}
        sub={application.submitted_at ? t(`${P}.facts.frozen`) : undefined}
      >
        <Descriptions
          column={1}
          size="small"
          items={[
            {
              key: 'amount',
              label: t(`${P}.facts.amount`),
              children: <Money fen={application.amount_fen} />,
            },
            {
              key: 'term',
              label: t(`${P}.facts.term`),
              children: t('lending_enterprise.months', { n: application.term_months }),
            },
            {
              key: 'use',
              label: t(`${P}.facts.use`),
              children: t(`lending_enterprise.use.${application.use_of_funds}`),
            },
            {
              key: 'product',
              label: t(`${P}.facts.product`),
              children: t(`${P}.facts.version`, {
                name: application.product.name,
                v: application.product.version,
              }),
            },
            {
              key: 'submitted',
              label: t(`${P}.facts.submitted`),
              children: application.submitted_at ? formatDateTime(application.submitted_at) : '—',
            },
          ]}
        />
        <h3 className="le-sub">
          {t(`${P}.facts.rights`)}{' '}
          <small>{t('lending_enterprise.pieces', { n: application.rights.length })}</small>
        </h3>
        <ul className="le-plain">
          {application.rights.map((right) => (
            <li key={right.id}>
              <div>{right.title || right.label}</div>
              <div className="muted num nowrap">
                {right.label} · {t(`lending_enterprise.kind.${right.kind}`)}
              </div>
            </li>
          ))}
        </ul>
      </Panel>
      <Panel title={t(`${P}.documents.${consent.given ? 'title' : 'draft'}`, { bank })}>
        {documents.length === 0 && <p className="muted">{t(`${P}.documents.none`)}</p>}
        <ul className="le-plain">
          {documents.map((file) => (
            <li key={file.id}>
              <><a
                href={`/api/v1/documents/${file.id}/content`}
                download
                aria-label={t(`${P}.documents.download`, { name: file.name })}
              >
                {file.name}
              </a> <ViewLink id={file.id} name={file.name} /></>{' '}
              <span className="muted">{t(`lending_enterprise.doc.${file.kind}`)}</span>
              <FrozenVersion frozen={frozen.get(file.id)} />
            </li>
          ))}
        </ul>
        <h3 className="le-sub">{t(`${P}.consent.title`)}</h3>
        {consent.given ? (
          <p className="muted">
            {t(`${P}.consent.given`, {
              name: consent.given.given_by,
              at: formatDateTime(consent.given.given_at),
              version: consent.given.version,
            })}
            <br />
            <span className="mono le-hash">
              {t(`${P}.consent.hash`, { v: consent.given.text_sha256.slice(0, 16) })}
            </span>
          </p>
        ) : (
          <p className="muted">{t(`${P}.consent.none`)}</p>
        )}
      </Panel>
    </>
  )
}
