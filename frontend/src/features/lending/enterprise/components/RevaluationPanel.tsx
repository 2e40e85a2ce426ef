/** What the bank wants valued again, and the firm's own act of handing a newer value to it. */
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { Button, Radio } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import { api, unwrap } from '../../../../api/client'
import { keepAnswer } from '../../../../api/query'
import { useMay } from '../../../../lib/permissions'
import { useMoney } from '../../../../lib/useMoney'
import { useMutation } from '../../../../lib/useMutation'
import FormProblem from '../../../../ui/FormProblem'
import Panel from '../../../../ui/Panel'

const P = 'lending_enterprise.revaluation'

export default function RevaluationPanel({ id, bank }: { id: string; bank: string }) {
  const { t } = useTranslation()
  const money = useMoney()
  const client = useQueryClient()
  const mayBind = useMay('bind')
  const [chosen, setChosen] = useState<string>()
  const path = { application_id: id }
  const key = ['monitoring', 'wantedRevaluation', id]
  const wanted = useQuery({ queryKey: key, queryFn: () => unwrap(api.GET('/api/v1/loan-applications/{application_id}/revaluation', { params: { path } })) })
  const hand = useMutation({
    mutationFn: (valuation: string) => unwrap(api.POST('/api/v1/loan-applications/{application_id}/revaluation', { params: { path }, body: { valuation_id: valuation } })),
    onSuccess: (answered) => keepAnswer(client, key, answered),
  })
  const points = wanted.data?.points ?? []
  const candidates = wanted.data?.candidates ?? []
  if (points.length === 0) return null
  const picked = chosen ?? candidates[0]?.id
  return (
    <Panel title={t(`${P}.title`, { bank })}>
      <ul className="le-prose">
        {points.map((point) => (
          <li key={`${point.cause}${point.right_title}${point.since}`}>
            {t(`watch.cause.${point.cause}`)}{point.right_title && ` · ${point.right_title}`} · <span className="num">{point.since}</span>
            {' · '}{t(point.is_answered ? `${P}.answered` : `${P}.open`)}
          </li>
        ))}
      </ul>
      {points.every((each) => each.is_answered) ? null : candidates.length === 0 ? (
        <p>{t(`${P}.none`)} <Link to="/e/valuations">{t(`${P}.value`)}</Link></p>
      ) : (
        <>
          <Radio.Group aria-label={t(`${P}.choose`)} value={picked} onChange={(event) => setChosen(event.target.value as string)}>
            {candidates.map((each) => (
              <Radio key={each.id} value={each.id}>
                <span className="num">{each.number} · {money(each.low_fen)} – {money(each.high_fen)}</span>
                {' · '}{t(`worth.approach.${each.method}`)} · <span className="num">{each.base_date}</span> · {each.valuer}
              </Radio>
            ))}
          </Radio.Group>
          <p className="muted">{t(`${P}.reads`, { bank })}</p>
          <FormProblem error={hand.error} />
          {mayBind
            ? <Button type="primary" loading={hand.isPending} disabled={!picked} onClick={() => picked && hand.mutate(picked)}>{t(`${P}.hand`, { bank })}</Button>
            : <p>{t(`${P}.signatory`)}</p>}
        </>
      )}
    </Panel>
  )
}
