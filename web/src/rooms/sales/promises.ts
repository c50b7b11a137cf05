/** The chart of what can be promised: the balance to come as steps, and what of it may be promised. */
import type { Promises } from '@/api/types'
import type { EChartsCoreOption } from '@/kit/chart/engine'
import { frame, type Palette } from '@/kit/chart/palette'
import { addDays } from '@/kit/dates'
import { t } from '@/kit/i18n'
import { drawn, quantity } from '@/kit/num'

export interface PromiseDay {
  on: string
  balance: string
  atp: string
}

/** Every day from the first to the last one told, each as the day before where nothing happens. */
export function everyDay(days: PromiseDay[]): PromiseDay[] {
  const byDay = new Map(days.map((day) => [day.on, day]))
  const found: PromiseDay[] = []
  const last = days.at(-1)?.on ?? ''
  let now = days[0]
  for (let on = now?.on ?? ''; now && on <= last && found.length < 800; on = addDays(on, 1)) {
    now = byDay.get(on) ?? now
    // what may be promised grows on the day that supply comes, and is told there
    found.push({ ...now, on })
  }
  return found
}

export function promiseChart(promises: Promises): (palette: Palette) => EChartsCoreOption {
  const days = everyDay(promises.days)
  return (palette) => {
    const base = frame(palette, days.map((day) => day.on.slice(5)))
    return {
      ...base,
      tooltip: {
        ...(base.tooltip as Record<string, unknown>),
        axisPointer: { type: 'line', lineStyle: { color: palette.soft } },
        formatter: (hits: { dataIndex: number }[]) => {
          const day = days[hits[0]?.dataIndex ?? 0]!
          return [day.on, `${t('promise.balance')}  ${quantity(day.balance) || '0'} ${promises.unit}`, `${t('promise.atp')}  ${quantity(day.atp) || '0'} ${promises.unit}`].join('\n')
        },
      },
      series: [
        { type: 'line', name: t('promise.balance'), step: 'end', symbol: 'none', data: days.map((day) => drawn(day.balance)), lineStyle: { color: palette.soft, width: 2 }, itemStyle: { color: palette.soft } },
        { type: 'line', name: t('promise.atp'), step: 'end', symbol: 'none', data: days.map((day) => drawn(day.atp)), lineStyle: { color: palette.accent, width: 2 }, itemStyle: { color: palette.accent }, areaStyle: { color: palette.accent, opacity: 0.1 } },
      ],
    }
  }
}
