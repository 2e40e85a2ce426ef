/** The answer to the file in hand, in one sentence, with what it means and what it does not. */
import { CheckCircleFilled, CloseCircleFilled, InfoCircleFilled, WarningFilled } from '@ant-design/icons'
import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { formatDate, formatSecond } from '../../../../lib/dates'
import Panel from '../../../../ui/Panel'
import { type Answer, type PublicPaper, verdictOf } from '../verdict'
import type { Hashed } from './FileCheck'
import PaperFacts from './PaperFacts'

const ICON = { success: CheckCircleFilled, warning: WarningFilled, danger: CloseCircleFilled, info: InfoCircleFilled, neutral: InfoCircleFilled, pending: InfoCircleFilled }

export default function Verdict({ file, answer, at, numbered }: { file: Hashed; answer: Answer; at: string; numbered: PublicPaper | undefined }) {
  const { t } = useTranslation()
  const box = useRef<HTMLDivElement>(null)
  useEffect(() => box.current?.focus(), [at])
  const { key, tone } = verdictOf(answer, numbered)
  const Icon = ICON[tone]
  const words = { file: file.name, number: answer.paper?.number ?? numbered?.number }
  const next = ['altered', 'unknown'].includes(key) ? (['hold', 'original', 'offline'] as const) : []
  return (
    <>
      <div ref={box} className="pp-verdict" data-tone={tone} role="status" tabIndex={-1}>
        <Icon aria-hidden />
        <div>
          <h2>{t(`papers.verify.verdict.${key}.title`, words)}</h2>
          <p>{t(`papers.verify.verdict.${key}.text`, words)}</p>
        </div>
        <dl>
          <dt>{t('papers.verify.at')}</dt>
          <dd className="num">{formatSecond(at)}</dd>
        </dl>
      </div>
      <Panel title={t('papers.verify.file')}>
        <p className="pp-name">{file.name}</p>
        <p className="zr-sub pp-hash">{t('papers.verify.hash')}{t('common.colon')}<code>{file.sha256}</code></p>
        {numbered && key === 'altered' && (
          <p className="zr-sub pp-hash">{t('papers.verify.issuedHash')}{t('common.colon')}<code>{numbered.sha256}</code></p>
        )}
      </Panel>
      {answer.paper && <Panel title={t('papers.verify.facts')}><PaperFacts paper={answer.paper} /></Panel>}
      {answer.document && (
        <Panel title={t('papers.verify.documentFacts')}>
          <dl className="zr-facts">
            <div><dt>{t('papers.verify.owner')}</dt><dd>{answer.document.owner_name}</dd></div>
            <div><dt>{t('papers.verify.published')}</dt><dd className="num">{formatDate(answer.document.published_at)}</dd></div>
          </dl>
        </Panel>
      )}
      {next.length > 0 && (
        <Panel title={t('papers.verify.next.title')}>
          <ol className="pp-next">{next.map((step) => <li key={step}>{t(`papers.verify.next.${step}`)}</li>)}</ol>
        </Panel>
      )}
    </>
  )
}
