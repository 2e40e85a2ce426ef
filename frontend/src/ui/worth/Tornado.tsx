/** What moves a value most: each uncertain figure at its own ends, all others as stated. */
import { useTranslation } from 'react-i18next'
import { placeOf } from '../../lib/axis'
import { wanText } from '../../lib/fen'
import { useMoney } from '../../lib/useMoney'
import { figureText, figureWords } from './figures'
import Twin from './Twin'

export interface Mover {
  figure: string
  at_low: string
  at_high: string
  value_at_low_fen: number
  value_at_high_fen: number
}

const SHOWN = 6
const ROOM = 0.08

export default function Tornado({ title, movers, central }: { title: string; movers: readonly Mover[]; central: number }) {
  const { t } = useTranslation()
  const money = useMoney()
  const shown = movers.slice(0, SHOWN)
  const ends = [central, ...shown.flatMap((each) => [each.value_at_low_fen, each.value_at_high_fen])]
  const room = (Math.max(...ends) - Math.min(...ends)) * ROOM
  const [least, most] = [Math.min(...ends) - room, Math.max(...ends) + room]
  const at = (fen: number) => placeOf(fen, least, most)
  const said = (each: Mover) =>
    t('worth.moves', {
      figure: figureWords(each.figure, t),
      from: figureText(each.figure, each.at_low), low: money(each.value_at_low_fen),
      to: figureText(each.figure, each.at_high), high: money(each.value_at_high_fen),
    })
  return (
    <Twin
      title={title}
      note={t('worth.unit')}
      label={shown.map(said).join(t('common.sep'))}
      columns={[t('worth.figure_name'), t('worth.at_low'), t('worth.value_then'), t('worth.at_high'), t('worth.value_then')]}
      rows={movers.map((each) => [
        figureWords(each.figure, t), figureText(each.figure, each.at_low), wanText(each.value_at_low_fen),
        figureText(each.figure, each.at_high), wanText(each.value_at_high_fen),
      ])}
    >
      <div className="wo-tornado">
        {shown.map((each) => (
          <div key={each.figure} className="wo-mover">
            <span className="wo-mover-head">
              <span>{figureWords(each.figure, t)} <span className="wo-small">{figureText(each.figure, each.at_low)} – {figureText(each.figure, each.at_high)}</span></span>
              <span className="num">{wanText(Math.min(each.value_at_low_fen, each.value_at_high_fen))} – {wanText(Math.max(each.value_at_low_fen, each.value_at_high_fen))}</span>
            </span>
            <span className="wo-track">
              <Side from={at(each.value_at_low_fen)} to={at(central)} />
              <Side from={at(each.value_at_high_fen)} to={at(central)} />
              <span className="wo-centre" style={{ left: `${at(central)}%` }} />
            </span>
          </div>
        ))}
      </div>
    </Twin>
  )
}

function Side({ from, to }: { from: number; to: number }) {
  const [left, right] = from < to ? [from, to] : [to, from]
  return <span className={from < to ? 'wo-side wo-below' : 'wo-side wo-above'} style={{ left: `${left}%`, width: `${right - left}%` }} />
}
