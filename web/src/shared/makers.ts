/** Documents that nobody makes by hand: where they are made instead, and how that is said in an empty list. */
import type { DocumentType } from '@/api/types'
import type { MessageKey } from '@/kit/i18n'

interface Maker {
  to: string
  hint: MessageKey
  act: MessageKey
}

const MAKERS: Record<string, Maker> = {
  stock_count: { to: '/counts', hint: 'list.fromCounts', act: 'list.toCounts' },
  intercompany: { to: '/group', hint: 'list.fromPairs', act: 'list.toPairs' },
}

/** The maker of a type; undefined where it is made by hand. */
export const makerOf = (type: DocumentType | undefined): Maker | undefined => (type?.made_by ? MAKERS[type.made_by] : undefined)
