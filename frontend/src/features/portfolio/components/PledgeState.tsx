import { useTranslation } from 'react-i18next'
import ErrorState from '../../../ui/ErrorState'
import Mark from '../../../ui/Mark'
import Money from '../../../ui/Money'
import Panel from '../../../ui/Panel'
import SkeletonRows from '../../../ui/SkeletonRows'
import { useRegisterOf } from '../queries'

/** Whether a live pledge stands in the platform's record, with the sentence about the register. */
export default function PledgeState({ patent }: { patent: string }) {
  const { t } = useTranslation()
  const register = useRegisterOf(patent)
  const found = register.data
  return (
    <Panel title={t('portfolio.asset.pledge.title')} sub={t('portfolio.asset.pledge.sub')}>
      {patent === '' && <p className="muted">{t('portfolio.asset.pledge.noNumber')}</p>}
      {patent !== '' && register.isPending && <SkeletonRows rows={2} />}
      {register.isLoadingError && (
        <ErrorState compact error={register.error} retry={() => void register.refetch()} />
      )}
      {found && (
        <>
          <Mark tone={found.live ? 'warning' : 'success'}>
            {t(found.live ? 'portfolio.asset.pledge.live' : 'portfolio.asset.pledge.free')}
          </Mark>
          {!found.live && (
            <p className="muted pf-hint">{t('portfolio.asset.pledge.freeNote')}</p>
          )}
          <ul className="pf-plain">
            {found.items.map((row) => (
              <li key={row.number} className="pf-pledge">
                <div className="num">
                  {t('portfolio.asset.pledge.registered', {
                    date: row.registered_on,
                    number: row.number,
                  })}
                </div>
                <div className="muted">
                  {t('portfolio.asset.pledge.pledgee')}{' '}
                  {row.pledgees.map((name) => name ?? '***').join(t('common.sep'))}
                  {row.secured_fen !== null && (
                    <>
                      {' · '}
                      {t('portfolio.asset.pledge.amount')} <Money fen={row.secured_fen} />
                    </>
                  )}
                  {row.cancelled_on &&
                    ` · ${t('portfolio.asset.pledge.cancelled', { date: row.cancelled_on })}`}
                </div>
              </li>
            ))}
          </ul>
        </>
      )}
    </Panel>
  )
}
