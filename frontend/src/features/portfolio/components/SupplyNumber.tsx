import { Button, Input } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import FormProblem from '../../../ui/FormProblem'
import Panel from '../../../ui/Panel'
import { useSupplyNumber } from '../queries'

export default function SupplyNumber({ id }: { id: string }) {
  const { t } = useTranslation()
  const [number, setNumber] = useState('')
  const [missing, setMissing] = useState(false)
  const supply = useSupplyNumber(id)
  const submit = () => {
    if (number.trim() === '') return setMissing(true)
    supply.mutate(number.trim())
  }
  return (
    <Panel title={t('portfolio.asset.supply.title')}>
      <p className="muted">{t('portfolio.asset.supply.text')}</p>
      <label htmlFor="pf-supply" className="pf-label">
        {t('portfolio.asset.supply.label')}
      </label>
      <div className="pf-refused-fix">
        <Input
          id="pf-supply"
          value={number}
          status={missing ? 'error' : undefined}
          aria-describedby="pf-supply-error"
          onChange={(event) => {
            setNumber(event.target.value)
            setMissing(false)
          }}
          onPressEnter={submit}
          placeholder="201811564288.X"
        />
        <Button loading={supply.isPending} onClick={submit}>
          {t('portfolio.asset.supply.submit')}
        </Button>
      </div>
      <div id="pf-supply-error" role="alert" className="field-error">
        {missing && t('portfolio.asset.supply.needed')}
      </div>
      {supply.isError && <FormProblem error={supply.error} />}
    </Panel>
  )
}
