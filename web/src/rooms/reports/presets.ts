/** Days that are asked for again and again, by name: a remembered name means other days next month. */
import { addDays, month, monthStart } from '@/kit/dates'

export type Preset = 'today' | 'thisMonth' | 'lastMonth' | 'thisYear' | 'lastYear'
export const PRESETS: Preset[] = ['today', 'thisMonth', 'lastMonth', 'thisYear', 'lastYear']

/** First and last day. */
export function daysOf(preset: Preset, today: string): [string, string] {
  const year = Number(today.slice(0, 4))
  if (preset === 'today') return [today, today]
  if (preset === 'thisMonth') return [monthStart(today), today]
  if (preset === 'lastMonth') return month(today, 1)
  return preset === 'thisYear' ? [`${year}-01-01`, today] : [`${year - 1}-01-01`, addDays(`${year}-01-01`, -1)]
}

/** The preset these days are, if any: the one they were chosen by where it fits, since on the 1st the month is today, and in
 *  January the year is the month. */
export function presetOf(from: string | undefined, to: string | undefined, today: string, named?: string): Preset | null {
  const fitting = PRESETS.filter((one) => daysOf(one, today)[0] === from && daysOf(one, today)[1] === to)
  return fitting.find((one) => one === named) ?? fitting[0] ?? null
}

const VIEW = ['sort', 'group', 'by', 'side', 'leaves_only', 'late_only', 'with_empty', 'with_estimated', 'days']

/** What of a query is worth keeping for the next visit: how one looks at it, never at whom or which day. */
export function remembered(query: Record<string, string>, today: string): Record<string, string> {
  const kept = Object.fromEntries(Object.entries(query).filter(([key]) => VIEW.includes(key)))
  const preset = presetOf(query.from, query.to, today, query.preset)
  return preset ? { ...kept, preset } : kept
}

/** A remembered query as one of today. */
export function recalled(kept: Record<string, string>, today: string): Record<string, string> {
  const { preset, ...query } = kept
  if (!preset || !PRESETS.includes(preset as Preset)) return query
  const [from, to] = daysOf(preset as Preset, today)
  return { ...query, preset, from, to }
}

/** What a view keeps of a query: the parameters and subtotals; days by the name they were chosen by, here or when it was made. */
export function viewed(query: Record<string, string>, today: string, named?: string): Record<string, string> {
  const without = (...dropped: string[]): Record<string, string> => Object.fromEntries(Object.entries(query).filter(([key, text]) => text && !['view', 'page', 'sort', 'preset', ...dropped].includes(key)))
  const preset = presetOf(query.from, query.to, today, query.preset ?? named)
  return preset ? { ...without('from', 'to'), preset } : without()
}
