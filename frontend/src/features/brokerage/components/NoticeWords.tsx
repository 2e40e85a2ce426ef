/** The words of the notice in both languages; against other words, what goes and what comes. */
import { useTranslation } from 'react-i18next'
import Mark from '../../../ui/Mark'
import { linesOf, type Paragraph } from '../model'

const TONES = { gone: 'danger', new: 'success' } as const

function Both({ of }: { of: Paragraph }) {
  return <><p lang="zh-CN">{of.zh}</p><p lang="en" className="zr-sub">{of.en}</p></>
}

export function NoticeWords({ of }: { of: readonly Paragraph[] }) {
  return <ol className="br-words">{of.map((each) => <li key={each.zh + each.en}><Both of={each} /></li>)}</ol>
}

export function NoticeChanges({ before, after }: { before: readonly Paragraph[]; after: readonly Paragraph[] }) {
  const { t } = useTranslation()
  const lines = linesOf(before, after)
  if (lines.every(({ mark }) => mark === 'same')) return <p className="zr-sub">{t('brokerage.notice.no_changes')}</p>
  return (
    <ul className="br-changes" aria-label={t('brokerage.notice.changes')}>
      {lines.map(({ mark, paragraph }, n) => (
        <li key={`${mark}-${n}`} className={`br-${mark}`}>
          {mark !== 'same' && <Mark tone={TONES[mark]}>{t(`brokerage.notice.${mark}`)}</Mark>}
          {mark === 'gone' ? <del><Both of={paragraph} /></del> : <Both of={paragraph} />}
        </li>
      ))}
    </ul>
  )
}
