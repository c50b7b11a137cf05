/** Kinds that the server names in Chinese only, in the language of the page. */
import { locale, maybe } from '@/kit/i18n'

const word = (group: string, thing: { kind?: string; kind_label: string }): string =>
  (locale.value === 'en' && maybe(`${group}.${thing.kind ?? ''}`)) || thing.kind_label

export const itemKind = (thing: { kind?: string; kind_label: string }): string => word('itemKind', thing)
export const valueKind = (thing: { kind?: string; kind_label: string }): string => word('valueKind', thing)

/** Debit and credit as bookkeepers write them: nothing where there is nothing. */
export const oneSided = <T extends { debit: string; credit: string }>(line: T): T => ({
  ...line,
  debit: /^0(\.0*)?$/.test(line.debit) ? '' : line.debit,
  credit: /^0(\.0*)?$/.test(line.credit) ? '' : line.credit,
})

/** Documents whose day stands for its month. */
const MONTHLY = new Set(['cost_month'])
/** The day of a document as it is read: of some, its month. */
export const dayOf = (type: string, day: string): string => (MONTHLY.has(type) ? day.slice(0, 7) : day)
