/** The parts of the headline as bars; each opens its rows, their sum is checked against the whole. */
import { CheckOutlined, WarningOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { Link } from 'react-router'
import Money from '../../../ui/Money'
import Panel from '../../../ui/Panel'
import { agrees, cellsOf, type Way, widthOf } from '../model'
import type { Target } from '../queries'
import { useCellName } from '../useCellName'

const SHOWN = 6

interface Props {
  target: Target
  way: Way
  /** The address of a part's rows. */
  to: (key: string) => string
}

export default function BarList({ target, way, to }: Props) {
  const { t } = useTranslation()
  const nameOf = useCellName()
  const [all, setAll] = useState(false)
  const found = cellsOf(target, way)
  const cells = way === 'month' ? [...found].reverse() : found
  const shown = all ? cells : cells.slice(0, SHOWN)
  const fits = agrees(cells, target.counted_fen)
  return (
    <Panel title={t(`district.by.${way}`)}
      extra={cells.length > SHOWN && (
        <Button type="link" size="small" aria-expanded={all} onClick={() => setAll(!all)}>
          {t(all ? 'district.fewer' : 'district.all_of', { n: cells.length })}
        </Button>
      )}>
      {cells.length === 0 && <p className="zr-sub">{t('district.nothing_counted')}</p>}
      <ul className="d-bars" data-way={way}>
        {shown.map((cell) => (
          <li key={cell.key}>
            <Link to={to(cell.key)} className="d-bar-name">{nameOf(way, cell.key)}</Link>
            <span className="d-bar" aria-hidden><span style={{ width: `${widthOf(cell, cells)}%` }} /></span>
            <strong><Money fen={cell.amount_fen} /></strong>
            <span className="zr-sub num">{cell.share === null ? '—' : `${cell.share}%`}</span>
          </li>
        ))}
      </ul>
      <p className="d-sum">
        <span>{t('district.sum_of', { n: cells.length })}</span>
        <span>
          <strong><Money fen={target.counted_fen} /></strong>{' '}
          {fits ? <>{t('district.agrees')} <CheckOutlined className="d-ok" aria-hidden /></>
            : <span className="late"><WarningOutlined aria-hidden /> {t('district.differs')}</span>}
        </span>
      </p>
    </Panel>
  )
}
