/** What the keys of a list of work do. */
import { useTranslation } from 'react-i18next'
import './worklist.css'

export default function RowKeys({ selects = true }: { selects?: boolean }) {
  const { t } = useTranslation()
  const keys: [string, string][] = [['J K', 'move'], ...(selects ? [['X', 'select'] as [string, string]] : []), [t('worklist.keys.space'), 'peek'], ['Enter', 'open']]
  return (
    <span className="zr-row-keys">
      {keys.map(([key, act]) => (
        <span key={act}>{key.split(' ').map((each) => <kbd key={each}>{each}</kbd>)} {t(`worklist.keys.${act}`)}</span>
      ))}
    </span>
  )
}
