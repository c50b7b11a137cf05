/** The chart of a product: what lay there at the end of each day, and what one of it cost. */
import type { ProductDay } from '@/api/types'
import { addDays } from '@/kit/dates'
import type { EChartsCoreOption } from '@/kit/chart/engine'
import { frame, type Palette } from '@/kit/chart/palette'
import { t } from '@/kit/i18n'
import { drawn, money, quantity, round } from '@/kit/num'

/** Days on which nothing happened are as the day before: one entry for every day from `first` to `last`. */
export function everyDay(days: ProductDay[], first: string, last: string): ProductDay[] {
  const byDay = new Map(days.map((day) => [day.on, day]))
  let before = days.filter((day) => day.on < first).at(-1) ?? null
  const found: ProductDay[] = []
  for (let on = first; on <= last; on = addDays(on, 1)) {
    const day = byDay.get(on)
    if (day) before = day
    found.push(day ?? { on, in_quantity: '0', out_quantity: '0', quantity: before?.quantity ?? '0', weight: before?.weight ?? '0', amount: before?.amount ?? null, unit_cost: before?.unit_cost ?? null })
  }
  return found
}

/** Quantity as steps on the left; unit cost, for who may see it, as a line on the right: of goods that are weighed that of one `weightUnit`. */
export function daysChart(days: ProductDay[], unit: string, weightUnit = ''): (palette: Palette) => EChartsCoreOption {
  return (palette) => {
    const hasCost = days.some((day) => day.unit_cost !== null)
    const base = frame(palette, days.map((day) => day.on.slice(5)))
    const quiet = { color: palette.quiet, fontSize: 11 }
    return {
      ...base,
      tooltip: {
        ...(base.tooltip as Record<string, unknown>),
        axisPointer: { type: 'line', lineStyle: { color: palette.soft } },
        formatter: (hits: { dataIndex: number }[]) => {
          const day = days[hits[0]?.dataIndex ?? 0]!
          return [
            day.on,
            `${t('product.quantity')}  ${quantity(day.quantity)} ${unit}`,
            ...(weightUnit ? [`${t('stock.weight')}  ${quantity(day.weight) || '0'} ${weightUnit}`] : []),
            `+${quantity(day.in_quantity) || '0'}  -${quantity(day.out_quantity) || '0'}`,
            ...(day.amount !== null ? [`${t('product.amount')}  ${money(day.amount)}`] : []),
            ...(day.unit_cost !== null ? [`${t('product.unitCost')}  ${quantity(round(day.unit_cost, 4), 2)}${weightUnit ? ` /${weightUnit}` : ''}`] : []),
          ].join('\n')
        },
      },
      yAxis: [
        { type: 'value', splitLine: { lineStyle: { color: palette.line } }, axisLabel: quiet },
        { type: 'value', show: hasCost, scale: true, splitLine: { show: false }, axisLabel: quiet },
      ],
      series: [
        { type: 'line', name: t('product.quantity'), step: 'end', symbol: 'none', data: days.map((day) => drawn(day.quantity)), lineStyle: { color: palette.accent, width: 2 }, itemStyle: { color: palette.accent }, areaStyle: { color: palette.accent, opacity: 0.1 } },
        ...(hasCost ? [{ type: 'line', name: t('product.unitCost'), yAxisIndex: 1, step: 'end', symbol: 'none', data: days.map((day) => (day.unit_cost === null ? null : drawn(day.unit_cost))), lineStyle: { color: palette.soon, width: 1.5 }, itemStyle: { color: palette.soon } }] : []),
      ],
    }
  }
}
