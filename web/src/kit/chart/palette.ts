/** The colours of a chart are those of the page, read when it is drawn: they change with the theme. */

export interface Palette {
  ink: string
  quiet: string
  line: string
  paper: string
  accent: string
  soft: string
  wrong: string
  soon: string
  fine: string
  font: string
}

const NAMES: Record<keyof Palette, string> = {
  ink: '--ink',
  quiet: '--ink-3',
  line: '--line',
  paper: '--paper',
  accent: '--accent',
  soft: '--line-strong',
  wrong: '--wrong',
  soon: '--soon',
  fine: '--fine',
  font: '--font',
}

export function paletteOf(element: Element): Palette {
  const style = getComputedStyle(element)
  return Object.fromEntries(Object.entries(NAMES).map(([key, name]) => [key, style.getPropertyValue(name).trim()])) as unknown as Palette
}

/** What all charts share: fonts, quiet axes, and a tooltip that is drawn, since no style may be written into the page. */
export function frame(palette: Palette, days: string[]): Record<string, unknown> {
  const axis = { axisLine: { lineStyle: { color: palette.line } }, axisTick: { show: false }, axisLabel: { color: palette.quiet, fontSize: 11 } }
  return {
    animationDuration: 200,
    textStyle: { fontFamily: palette.font, fontSize: 12, color: palette.ink },
    grid: { left: 4, right: 8, top: 28, bottom: 0, containLabel: true },
    legend: { top: 0, right: 0, itemWidth: 10, itemHeight: 10, icon: 'roundRect', textStyle: { color: palette.quiet, fontSize: 12 } },
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText',
      axisPointer: { type: 'shadow', shadowStyle: { color: palette.line, opacity: 0.35 } },
      backgroundColor: palette.paper,
      borderColor: palette.line,
      textStyle: { color: palette.ink, fontSize: 12, fontFamily: palette.font },
      confine: true,
    },
    xAxis: { type: 'category', data: days, ...axis },
    yAxis: { type: 'value', splitLine: { lineStyle: { color: palette.line } }, axisLabel: { color: palette.quiet, fontSize: 11 } },
  }
}
