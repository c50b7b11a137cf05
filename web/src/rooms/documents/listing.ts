/** What the address of a list asks, for the server and for a saved view. */
import type { ListFilter, View, ViewContent } from '@/api/types'
import { decodeFilter, encodeFilter } from '@/shared/list/filters'
import type { Layout } from '@/shared/list/layout'

export type Address = Record<string, string>

export const SORT = '-business_on'
const KEPT = ['state', 'q', 'party', 'party_name', 'from', 'to', 'older'] as const
const FILTERS = ['state', 'q', 'party', 'from', 'to', 'filter'] as const

/** True when something may be hidden. */
export const isFiltered = (address: Address): boolean => FILTERS.some((key) => address[key])

/** The question itself, without order and page. */
export function asked(code: string, address: Address): Record<string, string | undefined> {
  const { state, q, party, from, to, older } = address
  const question = { type: code === 'all' ? undefined : code, state, q, party, from, to, filter: encodeFilter(decodeFilter(address.filter)) || undefined }
  return older ? { ...question, older: 'true' } : question
}

/** How the list stands now, as a view would keep it. */
export function contentOf(address: Address, layout: Layout): ViewContent {
  const query: Record<string, string> = {}
  for (const key of KEPT) if (address[key]) query[key] = address[key]
  return { query, filter: decodeFilter(address.filter), sort: address.sort ?? '', ...layout }
}

/** The address that shows a view. */
export function addressOf(view: View): Address {
  const { query, filter, sort } = view.content
  const address: Address = { ...query, view: view.id }
  if (filter.conditions.length) address.filter = encodeFilter(filter)
  if (sort) address.sort = sort
  return address
}

/** The address after a change: filters lead back to the first page, and what is empty is not there. */
export function changed(address: Address, change: Record<string, string | undefined>): Address {
  const next: Address = {}
  for (const [key, value] of Object.entries({ ...address, page: undefined, cursor: undefined, ...change })) if (value) next[key] = value
  return next
}

/** The filter of an address with another one in its place. */
export const withFilter = (address: Address, filter: ListFilter): Address => changed(address, { filter: encodeFilter(filter) })
