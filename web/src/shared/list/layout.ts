/** How a list is laid out: which columns, in which order, how wide; kept in this browser and in saved views. */
import type { View, ViewContent } from '@/api/types'
import type { TableColumn } from '@/kit/table'

export interface ListColumn extends TableColumn {
  isExtra?: boolean // not shown until somebody chooses it
}

export interface Layout {
  columns: { key: string; width?: number | null }[] // shown ones in their order; none: the list's own
  frozen: number
  density: string
}

export const plainLayout = (): Layout => ({ columns: [], frozen: 0, density: '' })

/** How a view lays the list out. */
export const layoutOf = (view: View): Layout => ({ columns: view.content.columns, frozen: view.content.frozen, density: view.content.density })

/** The columns to show: those that were chosen and still exist, else the list's own. */
export function laidOut(all: readonly ListColumn[], layout: Layout): ListColumn[] {
  const byKey = new Map(all.map((column) => [column.key, column]))
  const found = layout.columns.flatMap(({ key, width }) => {
    const column = byKey.get(key)
    return column ? [{ ...column, width: width ?? undefined }] : []
  })
  return found.length ? found : all.filter((column) => !column.isExtra)
}

const kept = (columns: readonly ListColumn[]): Layout['columns'] => columns.map(({ key, width }) => (width ? { key, width } : { key }))

/** The layout with one column shown or hidden; the last one stays. */
export function toggled(all: readonly ListColumn[], layout: Layout, key: string): Layout {
  const shown = laidOut(all, layout)
  const isShown = shown.some((column) => column.key === key)
  if (isShown && shown.length === 1) return layout
  const next = isShown ? shown.filter((column) => column.key !== key) : [...shown, ...all.filter((column) => column.key === key)]
  return { ...layout, columns: kept(next) }
}

/** The layout with one column moved to another place among those that are shown. */
export function moved(all: readonly ListColumn[], layout: Layout, key: string, to: number): Layout {
  const shown = laidOut(all, layout)
  const from = shown.findIndex((column) => column.key === key)
  if (from < 0) return layout
  const [column] = shown.splice(from, 1)
  shown.splice(Math.max(0, Math.min(shown.length, to)), 0, column!)
  return { ...layout, columns: kept(shown) }
}

/** The layout with one column that wide. */
export function resized(all: readonly ListColumn[], layout: Layout, key: string, width: number): Layout {
  return { ...layout, columns: kept(laidOut(all, layout).map((column) => (column.key === key ? { ...column, width } : column))) }
}

const sorted = (record: Record<string, string>): [string, string][] => Object.entries(record).sort(([one], [other]) => (one < other ? -1 : 1))

/** True when two contents show the same. */
export const sameContent = (one: ViewContent, other: ViewContent): boolean => signature(one) === signature(other)

const signature = ({ query, filter, columns, sort, frozen, density }: ViewContent): string =>
  JSON.stringify([sorted(query), filter.match, filter.conditions.map(({ field, op, value }) => [field, op, value]), columns.map(({ key, width }) => [key, width ?? 0]), sort, frozen, density])
