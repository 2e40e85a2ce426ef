/** The page on which a quote is taken: every exclusion is confirmed one by one, then the quote accepted. */
import { Button, Checkbox, Drawer } from 'antd'
import { useCallback, useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useNavigate } from 'react-router'
import { asProblem } from '../../../api/problem'
import { useMutation } from '../../../lib/useMutation'
import { useNewest } from '../../../lib/useNewest'
import FormProblem from '../../../ui/FormProblem'
import Money from '../../../ui/Money'
import SkeletonRows from '../../../ui/SkeletonRows'
import StaleDecision from '../../../ui/StaleDecision'
import { told } from '../../../ui/cover/answers'
import type { Quoted } from '../../../ui/cover/comparison'
import { type ShownPage, showPage, tick, usePolicyActs } from '../queries'

interface Exclusion {
  key: string
  part: string
  zh: string
  en: string
}

interface Content {
  gross_fen: number
  insurers: { name: string; share_ppm: number; lead: boolean }[]
  exclusions: Exclusion[]
  notices: { zh: string; en: string }[]
}

interface Props {
  quote: Quoted
  close: () => void
  /** The broker's pages say something else by now: they come first, once more. */
  untold: () => void
}

export default function TakeQuote({ quote, close, untold }: Props) {
  const { t } = useTranslation()
  const navigate = useNavigate()
  const [page, setPage] = useState<ShownPage | null>(null)
  const [error, setError] = useState<unknown>(null)
  const { accept } = usePolicyActs()
  const confirming = useMutation({ mutationFn: (of: { page: string; key: string }) => tick(quote.id, of.page, of.key) })
  const say = t('common.lang') === 'en' ? ('en' as const) : ('zh' as const)
  const ask = useNewest()
  const show = useCallback(() => {
    const isNewest = ask()
    setError(null)
    setPage(null)
    showPage(quote.id, quote.option ?? 1).then((shown) => { if (isNewest()) setPage(shown) }, (problem: unknown) => { if (isNewest()) setError(problem) })
  }, [quote.id, quote.option, ask])
  useEffect(show, [show])
  const content = page?.content as Content | undefined
  const ticked = new Set(page?.ticks.map((each) => each.exclusion))
  const left = content ? content.exclusions.filter((each) => !ticked.has(each.key)).length : 0
  // Answers may come in another order than they were asked for: what is ticked stays ticked, and a page that was shown before stays away.
  const confirm = (key: string) => page && confirming.mutate({ page: page.id, key }, {
    onSuccess: (next) => setPage((now) => (now?.id === next.id && now.ticks.length <= next.ticks.length ? next : now)), onError: setError,
  })
  const take = () =>
    page && accept.mutate({ quote_id: quote.id, page_id: page.id }, { onSuccess: (policy) => void navigate(`/e/insurance/${policy.id}`), onError: setError })
  // Nothing that stands now can be taken: the quote is of answers that changed, and another is asked for.
  const isOfOldAnswers = error !== null && asProblem(error).code === 'underwriting.risk_changed'
  return (
    <Drawer open onClose={close} size="large" title={t('policies.take.title', { insurer: quote.insurer })}>
      {isOfOldAnswers ? <FormProblem error={error} word={(field, value) => told(field.split('.').at(-1) ?? field, value, t)} /> : <StaleDecision error={error} onTake={show} />}
      {error !== null && asProblem(error).code === 'policies.broker_pages_open' && <p><Button type="primary" onClick={untold}>{t('policies.take.untold')}</Button></p>}
      {!content && error === null && <SkeletonRows rows={8} />}
      {content && page && (
        <div className="pol-stack">
          <p>{t('policies.take.text')}</p>
          <p><Money fen={content.gross_fen} exact /> · {content.insurers.map((each) => `${each.name} ${each.share_ppm / 10_000}%`).join(t('policies.join'))}</p>
          <fieldset className="pol-exclusions">
            <legend>{t('policies.take.exclusions')}</legend>
            {content.exclusions.map((each) => (
              <Checkbox key={each.key} checked={ticked.has(each.key)} disabled={ticked.has(each.key)} onChange={() => confirm(each.key)}>
                {t(`insurance.part.${each.part}`, { defaultValue: each.part })} · {each[say]}
              </Checkbox>
            ))}
          </fieldset>
          {content.notices.map((each) => <p key={each.en}>{each[say]}</p>)}
          <p className="zr-sub pol-hash">{t('policies.take.kept', { digest: page.sha256 })}</p>
          <Button type="primary" disabled={left > 0} loading={accept.isPending} onClick={take}>
            {left > 0 ? t('policies.take.left', { count: left }) : t('policies.take.accept')}
          </Button>
        </div>
      )}
    </Drawer>
  )
}
