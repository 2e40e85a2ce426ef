/** What anybody may know of a paper of the platform. */
import { useTranslation } from 'react-i18next'
import { formatDate } from '../../../../lib/dates'
import Mark from '../../../../ui/Mark'
import StatusTag from '../../../../ui/StatusTag'
import type { PublicPaper } from '../verdict'

export default function PaperFacts({ paper }: { paper: PublicPaper }) {
  const { t } = useTranslation()
  return (
    <>
      <dl className="zr-facts">
        <div><dt>{t('papers.verify.number')}</dt><dd className="num">{paper.number}</dd></div>
        <div><dt>{t('papers.verify.kind')}</dt><dd className="pp-kind">{t(`papers.kind.${paper.kind}`)}</dd></div>
        <div><dt>{t('papers.verify.issuer')}</dt><dd>{paper.issuer_name}</dd></div>
        <div><dt>{t('papers.verify.issuedOn')}</dt><dd className="num">{formatDate(paper.issued_on)}</dd></div>
        <div><dt>{t('papers.verify.state')}</dt><dd><StatusTag subject="paper" state={paper.state} /></dd></div>
      </dl>
      <p className="zr-sub pp-hash">{t('papers.verify.hash')}{t('common.colon')}<code>{paper.sha256}</code></p>
      {paper.demonstration && <p className="pp-demo"><Mark tone="warning">{t('papers.verify.demo')}</Mark> {t('papers.verify.demoText')}</p>}
    </>
  )
}
