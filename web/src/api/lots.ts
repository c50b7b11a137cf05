/** Lots as they travel: offers, parts of lines, scanned codes, and their way back and forth. */
import type { components } from './schema'
import type { LookupHit } from './types'

export type LotOffer = components['schemas']['OfferAnswer']

/** What a line that said no lot takes: one part for each lot; a part without a lot is what is not there. */
export interface LotPart {
  line_no: number
  quantity: string
  unit: string | null
  lot_no: string
  produced_on: string | null
  expires_on: string | null
  bin: string
  kit_lots: string // of the components, where the line is a kit's
  amounts: Record<string, string>
}

/** What a scanned code says; hits are the products it may mean. */
export interface Scanned {
  kind: 'plain' | 'gs1' | 'scale' | 'piece'
  hits: LookupHit[]
  lot_no?: string
  serial?: string
  produced_on?: string | null
  expires_on?: string | null
  weight?: string | null
  amount?: string | null
  is_amount?: boolean
  count?: string | null
}

export interface LotFound {
  id: string
  lot_no: string
  produced_on: string | null
  expires_on: string | null
  is_recalled: boolean
  product_code: string
  product_name: string
}

export interface TracedLot {
  id: string
  lot_no: string
  supplier_lot: string
  produced_on: string | null
  expires_on: string | null
  received_on: string
  product: { id: string; code: string; name: string; specification: string }
  unit: string
  recall: { document: string; number: string } | null
}

/** One move of a lot over our border, or inside it. */
export interface TracedFlow {
  lot_no: string
  product: string
  unit: string
  on: string
  party: string
  where: string
  warehouse: string
  warehouse_to: string
  status: string
  status_to: string
  document: string | null
  number: string
  type_label: string
  is_reversal: boolean
  quantity: string
}

export interface TracedEnd {
  party: string
  party_id: string | null
  phone: string
  where: string
  product: string
  unit: string
  quantity: string
  documents: TracedFlow[]
}

/** A lot backward and forward. */
export interface LotTrace {
  lot: TracedLot
  lots: (TracedLot & { side: 'up' | 'down'; depth: number; used: string | null; number: string | null })[]
  sources: TracedEnd[]
  targets: TracedEnd[]
  inside: TracedFlow[]
  stock: { lot_no: string; product: string; unit: string; place: string; status: string; is_of_others: boolean; quantity: string }[]
}
