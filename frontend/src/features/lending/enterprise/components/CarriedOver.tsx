/** On a copied draft: what went along, what did not and why, and where that is mended. */
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import ErrorState from '../../../../ui/ErrorState'
import Panel from '../../../../ui/Panel'
import SkeletonRows from '../../../../ui/SkeletonRows'
import { reasonOf } from '../carried'
import type { Application } from '../model'
import { useCarriedOver } from '../queries'

const P = 'lending_enterprise.loan.carried'

/** Where the firm does something about it; the rest is done with the submission itself. */
function placeOf(why: string, application: Application): [to: string, words: string] | null {
  if (why.startsWith('document') || why.startsWith('paper')) return ['/e/vault', 'toDocuments']
  if (why.startsWith('valuation')) return ['/e/valuations', 'toValuations']
  if (why.startsWith('right')) return [`/e/loans/new?request=${application.request_id}&products=${application.product.id}`, 'toRequest']
  if (why === 'criterion' || why.startsWith('product')) return [`/e/matches?request=${application.request_id}`, 'toMatches']
  return null
}

export default function CarriedOver({ application }: { application: Application }) {
  const { t } = useTranslation()
  const found = useCarriedOver(application.id)
  return (
    <Panel title={t(`${P}.title`)} sub={found.data?.earlier_id && <Link to={`/e/loans/${found.data.earlier_id}`}>{t(`${P}.from`, { number: found.data.earlier_number })}</Link>}>
      {found.isPending && <SkeletonRows rows={3} />}
      {found.isLoadingError && <ErrorState compact error={found.error} retry={() => void found.refetch()} />}
      {found.data && (
        <>
          <p>{t(`${P}.taken`, { rights: found.data.rights, documents: found.data.documents })}</p>
          {found.data.not_taken.length > 0 && (
            <>
              <h3 className="le-sub">{t(`${P}.not`)}</h3>
              <ul className="le-carried">
                {found.data.not_taken.map((each) => {
                  const place = placeOf(each.why, application)
                  return <li key={`${each.why}.${each.id ?? ''}.${each.kind ?? ''}.${each.year ?? ''}.${each.name ?? ''}`}>{reasonOf(each, t)} {place && <Link to={place[0]}>{t(`${P}.${place[1]}`)}</Link>}</li>
                })}
              </ul>
            </>
          )}
        </>
      )}
    </Panel>
  )
}
