import { AimOutlined, ImportOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { useAssetCount } from '../queries'

const STEPS = ['s1', 's2', 's3', 's4', 's5']

/** Why the list is empty, what will be here, and one action. */
export default function LoansEmpty() {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const assets = useAssetCount()
  const P = 'lending_enterprise.list.empty'
  const n = assets.data?.total ?? 0
  const hasAssets = n !== 0
  return (
    <section className="le-empty" aria-labelledby="le-empty-title">
      <div className="le-empty-text">
        <h2 id="le-empty-title">{t(`${P}.title`)}</h2>
        <p>{hasAssets ? t(`${P}.text`, { n }) : t(`${P}.textNone`)}</p>
        <Button
          type="primary"
          size="large"
          icon={hasAssets ? <AimOutlined aria-hidden /> : <ImportOutlined aria-hidden />}
          onClick={() => void navigate(hasAssets ? '/e/matches' : '/e/ip/import')}
        >
          {t(hasAssets ? `${P}.action` : `${P}.actionImport`)}
        </Button>
        <p className="muted">{t(`${P}.note`)}</p>
      </div>
      <ol className="le-empty-steps" aria-label={t(`${P}.steps`)}>
        {STEPS.map((step, at) => (
          <li key={step}>
            <span className="le-empty-n num" aria-hidden>
              {at + 1}
            </span>
            <strong>{t(`${P}.${step}.name`)}</strong>
            <span>{t(`${P}.${step}.text`)}</span>
          </li>
        ))}
      </ol>
    </section>
  )
}
