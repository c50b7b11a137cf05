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

/** The preset these days are, if any. */
export const presetOf = (from: string | undefined, to: string | undefined, today: string): Preset | null =>
  PRESETS.find((one) => daysOf(one, today)[0] === from && daysOf(one, today)[1] === to) ?? null

const VIEW = ['sort', 'group', 'by', 'side', 'leaves_only', 'late_only', 'with_empty', 'with_estimated', 'days']

/** What of a query is worth keeping for the next visit: how one looks at it, never at whom or which day. */
export function remembered(query: Record<string, string>, today: string): Record<string, string> {
  const kept = Object.fromEntries(Object.entries(query).filter(([key]) => VIEW.includes(key)))
  const preset = presetOf(query.from, query.to, today)
  return preset ? { ...kept, preset } : kept
}

/** A remembered query as one of today. */
export function recalled(kept: Record<string, string>, today: string): Record<string, string> {
  const { preset, ...query } = kept
  if (!preset || !PRESETS.includes(preset as Preset)) return query
  const [from, to] = daysOf(preset as Preset, today)
  return { ...query, from, to }
}

/** What a view keeps of a query: the parameters and subtotals; days as the one of their names it has, or `named`. */
export function viewed(query: Record<string, string>, today: string, named?: string): Record<string, string> {
  const without = (...dropped: string[]): Record<string, string> => Object.fromEntries(Object.entries(query).filter(([key, text]) => text && !['view', 'page', 'sort', ...dropped].includes(key)))
  const isNamed = (PRESETS as (string | undefined)[]).includes(named) && daysOf(named as Preset, today).every((day, at) => day === [query.from, query.to][at])
  const preset = isNamed ? named : presetOf(query.from, query.to, today)
  return preset ? { ...without('from', 'to'), preset } : without()
}
