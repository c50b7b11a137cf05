/** The charts of the first page, from figures and the colours of the page. */
import type { EChartsCoreOption } from '@/kit/chart/engine'
import { frame, type Palette } from '@/kit/chart/palette'
import { t } from '@/kit/i18n'
import { drawn, money } from '@/kit/num'
import type { Home, Sold } from '@/api/types'

const short = (day: string): string => day.slice(5)
const bar = (name: string, color: string, data: number[], more: Record<string, unknown> = {}): Record<string, unknown> => ({
  type: 'bar',
  name,
  data,
  barMaxWidth: 22,
  itemStyle: { color, borderRadius: [2, 2, 0, 0] },
  ...more,
})

/** Net sales of each day, with the profit in it for who may see it. */
export function soldChart(sold: Sold): (palette: Palette) => EChartsCoreOption {
  return (palette) => {
    const hasProfit = sold.days.some((day) => day.profit !== null)
    const base = frame(palette, sold.days.map((day) => short(day.on)))
    const tip = base.tooltip as Record<string, unknown>
    return {
      ...base,
      tooltip: {
        ...tip,
        formatter: (hits: { dataIndex: number }[]) => {
          const day = sold.days[hits[0]?.dataIndex ?? 0]!
          const lines = [day.on, `${t('home.net')}  ${money(day.net)}`, ...(day.profit !== null ? [`${t('home.profit')}  ${money(day.profit)}`] : []), t('home.papers', { count: day.document_count })]
          return lines.join('\n')
        },
      },
      series: [
        bar(t('home.net'), palette.accent, sold.days.map((day) => drawn(day.net))),
        ...(hasProfit ? [{ type: 'line', name: t('home.profit'), data: sold.days.map((day) => drawn(day.profit)), symbol: 'none', lineStyle: { color: palette.fine, width: 2 }, itemStyle: { color: palette.fine } }] : []),
      ],
    }
  }
}

/** How many papers brought goods in and took goods out. */
export function movedChart(moved: Home['moved']): (palette: Palette) => EChartsCoreOption {
  return (palette) => ({
    ...frame(palette, moved.map((day) => short(day.on))),
    series: [
      bar(t('home.cameIn'), palette.accent, moved.map((day) => day.in_count)),
      bar(t('home.wentOut'), palette.soon, moved.map((day) => day.out_count)),
    ],
  })
}

export const BUCKETS = ['not_due', 'days_1_30', 'days_31_60', 'days_61_90', 'days_over_90'] as const

/** What is owed, by how long it is overdue. */
export function ageingChart(buckets: Record<string, string>, names: string[]): (palette: Palette) => EChartsCoreOption {
  return (palette) => {
    const base = frame(palette, names)
    const tip = base.tooltip as Record<string, unknown>
    const colours = [palette.accent, palette.soon, palette.soon, palette.wrong, palette.wrong]
    return {
      ...base,
      legend: { show: false },
      grid: { left: 4, right: 8, top: 10, bottom: 0, containLabel: true },
      tooltip: { ...tip, formatter: (hits: { dataIndex: number }[]) => `${names[hits[0]?.dataIndex ?? 0]}  ${money(buckets[BUCKETS[hits[0]?.dataIndex ?? 0]!])}` },
      series: [bar('', palette.accent, [], { data: BUCKETS.map((key, index) => ({ value: drawn(buckets[key]), itemStyle: { color: colours[index] } })) })],
    }
  }
}
