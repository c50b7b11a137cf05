/** What the settings page changes of a template. Pure. */
import type { NamedTemplate, PrintTemplate, PrintType } from '@/api/prints'
import { labelOf } from '@/kit/i18n'

export interface ColumnRow {
  key: string
  label: string
  label_en: string
  isShown: boolean
  width: number // millimetres, 0 as wide as it needs
}

/** Every column of the type: the chosen ones first, in their order; without a choice the usual ones are on. */
export function columnRows(about: PrintType, { columns }: Pick<PrintTemplate, 'columns'>): ColumnRow[] {
  const chosen = new Map(columns.map((one, index) => [one.key, { ...one, index }]))
  return about.columns
    .map((one, index) => ({ row: { key: one.key, label: one.label, label_en: one.label_en, isShown: columns.length ? chosen.has(one.key) : one.is_usual, width: chosen.get(one.key)?.width ?? 0 }, at: chosen.get(one.key)?.index ?? columns.length + index }))
    .sort((one, other) => one.at - other.at)
    .map((one) => one.row)
}

/** The template that a type is printed with unless somebody says otherwise. */
export const defaultOf = (about: PrintType): NamedTemplate => about.templates.find((one) => one.is_default) ?? about.templates[0]!

/** The name of a template in the language of the page. */
export const nameOf = (one: { name: string; name_en: string }): string => labelOf({ label: one.name, label_en: one.name_en })

/** A name that no template has yet: the given one, or with a number after it. */
export function freeName(wanted: string, taken: readonly { name: string }[]): string {
  const names = new Set(taken.map((one) => one.name))
  let name = wanted
  for (let number = 2; names.has(name); number++) name = `${wanted} ${number}`
  return name
}

/** The row one place up or down; the same rows at the edge. */
export function moved(rows: ColumnRow[], at: number, by: -1 | 1): ColumnRow[] {
  const to = at + by
  if (to < 0 || to >= rows.length) return rows
  const next = [...rows]
  ;[next[at], next[to]] = [next[to]!, next[at]!]
  return next
}

/** The chosen columns for the server; none when they are just the usual ones in their usual order. */
export function chosenColumns(rows: ColumnRow[], about: PrintType): PrintTemplate['columns'] {
  const shown = rows.filter((row) => row.isShown)
  const usual = about.columns.filter((one) => one.is_usual).map((one) => one.key)
  const isUsual = shown.length === usual.length && shown.every((row, index) => row.key === usual[index] && !row.width)
  return isUsual ? [] : shown.map(({ key, width }) => ({ key, width }))
}
