import { Descriptions } from 'antd'
import { useTranslation } from 'react-i18next'
import { useDivisionName } from '../../../../api/divisions'
import Panel from '../../../../ui/Panel'
import { formatDateTime } from '../../../../lib/dates'
import type { KybCase } from '../queries'
import ViewLink from '../../../../ui/ViewLink'

const P = 'kyb_enterprise.info'

export default function FirmFacts({ kyb }: { kyb: KybCase }) {
  const { t } = useTranslation()
  const divisionName = useDivisionName()
  const code = kyb.uscc?.match(/.{1,4}/gu)?.join(' ') ?? '—'
  return (
    <Panel title={t(`${P}.title`)} sub={t(`${P}.sub`)}>
      <Descriptions
        column={1}
        size="small"
        items={[
          { key: 'name', label: t(`${P}.name`), children: kyb.name },
          {
            key: 'uscc',
            label: t(`${P}.uscc`),
            children: code,
          },
          {
            key: 'address',
            label: t(`${P}.address`),
            children: [divisionName(kyb.division), kyb.street, kyb.address_line].filter(Boolean).join(' ') || '—',
          },
          { key: 'opened', label: t(`${P}.opened`), children: formatDateTime(kyb.opened_at) },
          ...(kyb.licence
            ? [
                {
                  key: 'licence',
                  label: t('kyb_enterprise.steps.licence'),
                  children: (
                    <><a
                      href={`/api/v1/documents/${kyb.licence.id}/content`}
                      download
                      aria-label={t('kyb_enterprise.licence.download', { name: kyb.licence.name })}
                    >
                      {kyb.licence.name}
                    </a> <ViewLink id={kyb.licence.id} name={kyb.licence.name} /></>
                  ),
                },
              ]
            : []),
        ]}
      />
    </Panel>
  )
}
