import { EditOutlined } from '@ant-design/icons'
import { Button, Select } from 'antd'
import { useTranslation } from 'react-i18next'
import Money from '../../../ui/Money'
import type { FinancingRequest } from '../model'

interface Props {
  request: FinancingRequest
  all: FinancingRequest[]
  onChoose: (id: string) => void
  onEdit: () => void
}

/** The need that everything below is matched against. */
export default function NeedStrip({ request, all, onChoose, onEdit }: Props) {
  const { t } = useTranslation()
  const inventions = request.rights.filter((right) => right.kind === 'invention').length
  return (
    <section className="ls-strip" aria-label={t('listing.matches.strip.label')}>
      <dl className="ls-strip-facts">
        <div>
          <dt>{t('listing.matches.strip.amount')}</dt>
          <dd>
            <Money fen={request.amount_fen} />
          </dd>
        </div>
        <div>
          <dt>{t('listing.matches.strip.term')}</dt>
          <dd className="num">{t('listing.matches.strip.months', { n: request.term_months })}</dd>
        </div>
        <div>
          <dt>{t('listing.matches.strip.use')}</dt>
          <dd>{t(`listing.use.${request.use_of_funds}`)}</dd>
        </div>
        <div>
          <dt>{t('listing.matches.strip.rights')}</dt>
          <dd className="num">
            {t('listing.matches.strip.rightsValue', {
              n: request.rights.length,
              more:
                inventions > 0 ? t('listing.matches.strip.inventions', { n: inventions }) : '',
            })}
          </dd>
        </div>
      </dl>
      {all.length > 1 && (
        <Select
          value={request.id}
          aria-label={t('listing.matches.strip.which')}
          onChange={onChoose}
          options={all.map((each) => ({
            value: each.id,
            label: `${each.number} · ${t(`listing.request.state.${each.state}`)}`,
          }))}
          className="ls-which"
        />
      )}
      <Button icon={<EditOutlined aria-hidden />} onClick={onEdit}>
        {t('listing.matches.strip.edit')}
      </Button>
    </section>
  )
}
