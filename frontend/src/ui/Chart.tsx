/** A chart drawn as SVG, loaded when it is shown, with the same figures as a table beside it. */
import { BarChartOutlined, TableOutlined } from '@ant-design/icons'
import { Button } from 'antd'
import type { EChartsOption } from 'echarts'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { c } from '../app/theme'

interface Props {
  /** What the chart shows, in a sentence: its name for those who do not see it. */
  label: string
  option: EChartsOption
  height?: number
  columns: readonly ReactNode[]
  rows: readonly (readonly ReactNode[])[]
}

async function draw(element: HTMLElement) {
  const [core, charts, components, renderers] = await Promise.all([
    import('echarts/core'), import('echarts/charts'), import('echarts/components'), import('echarts/renderers'),
  ])
  core.use([
    charts.LineChart, charts.BarChart, charts.HeatmapChart, components.GridComponent, components.MarkPointComponent,
    components.MarkLineComponent, components.TooltipComponent, components.VisualMapComponent, renderers.SVGRenderer,
  ])
  return core.init(element, null, { renderer: 'svg' })
}

const FRAME: EChartsOption = {
  color: [...c.chart],
  animation: false,
  textStyle: { color: c.text2, fontFamily: 'inherit' },
}

export default function Chart({ label, option, height = 260, columns, rows }: Props) {
  const { t } = useTranslation()
  const [asTable, setAsTable] = useState(false)
  const box = useRef<HTMLDivElement>(null)

  useEffect(() => {
    const element = box.current
    if (!element || asTable) return undefined
    let left = false
    let chart: Awaited<ReturnType<typeof draw>> | undefined
    const fit = new ResizeObserver(() => chart?.resize())
    void draw(element).then((drawn) => {
      if (left) {
        drawn.dispose()
        return
      }
      chart = drawn
      chart.setOption({ ...FRAME, ...option })
      fit.observe(element)
    })
    return () => {
      left = true
      fit.disconnect()
      chart?.dispose()
    }
  }, [option, asTable])

  return (
    <div className="zr-chart">
      <div className="zr-chart-switch">
        <Button type="link" size="small" icon={asTable ? <BarChartOutlined aria-hidden /> : <TableOutlined aria-hidden />}
          onClick={() => setAsTable(!asTable)}>
          {asTable ? t('common.chart') : t('common.table')}
        </Button>
      </div>
      {asTable ? (
        <div key="table" className="zr-scroll zr-chart-table" style={{ height }} tabIndex={0} role="region" aria-label={label}>
          <table>
            <thead>
              <tr>{columns.map((column, place) => <th key={place} scope="col">{column}</th>)}</tr>
            </thead>
            <tbody>
              {rows.map((row, line) => (
                <tr key={line}>{row.map((cell, place) => <td key={place} className="num">{cell}</td>)}</tr>
              ))}
            </tbody>
          </table>
        </div>
      ) : (
        <div key="chart" ref={box} role="img" aria-label={label} style={{ height, width: '100%' }} />
      )}
    </div>
  )
}
