/** Every key and what it does: `?`. */
import { Modal } from 'antd'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { hotkeysAreOff } from '../../lib/useHotkeys'
import './palette.css'

/** Group → keys and the words of what they do, under `nav.keys`. */
const KEYS: Record<string, readonly [string, string][]> = {
  everywhere: [['Ctrl K', 'palette'], ['/', 'palette'], ['?', 'help'], ['g h', 'home'], ['g q', 'work'], ['g t', 'tasks'], ['Esc', 'close']],
  lists: [['j', 'down'], ['k', 'up'], ['Enter', 'open']],
  queue: [['x', 'select'], ['space', 'peek']],
  record: [['[', 'previous'], [']', 'next'], ['Ctrl Enter', 'send']],
}

export default function Shortcuts({ bank, close }: { bank: boolean; close: () => void }) {
  const { t } = useTranslation()
  const groups = Object.keys(KEYS).filter((group) => bank || group === 'everywhere' || group === 'lists')
  return (
    <Modal open footer={null} mask={{ closable: true }} onCancel={close} width={640} title={t('nav.keys.title')}>
      {hotkeysAreOff() && <p role="status">{t('nav.keys.off')} <Link to="/account" onClick={close}>{t('nav.account')}</Link></p>}
      <div className="zr-keys-help">
        {groups.map((group) => (
          <section key={group} aria-labelledby={`keys-${group}`}>
            <h3 id={`keys-${group}`}>{t(`nav.keys.group.${group}`)}</h3>
            <dl>
              {(KEYS[group] ?? []).map(([keys, does]) => (
                <div key={keys}>
                  <dt>{keys.split(' ').map((key) => <kbd key={key}>{key === 'space' ? t('nav.keys.space') : key}</kbd>)}</dt>
                  <dd>{t(`nav.keys.${does}`)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  )
}
